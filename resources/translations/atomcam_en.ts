<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
    <context>
        <name>AddressLabel</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BrowserPage</name>
        <message numerus="yes">
            <source>%n watching now</source>
            <translation>
                <numerusform>%n watching now</numerusform>
                <numerusform>%n watching now</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Door</name>
        <message numerus="yes">
            <source>%n more cameras ask to be let in</source>
            <translation>
                <numerusform>%n more camera asks to be let in</numerusform>
                <numerusform>%n more cameras ask to be let in</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LibraryPage</name>
        <message numerus="yes">
            <source>It was the same with %n more.</source>
            <translation>
                <numerusform>It was the same with %n more.</numerusform>
                <numerusform>It was the same with %n more.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SharingBadge</name>
        <message numerus="yes">
            <source>%n passed on</source>
            <translation>
                <numerusform>%n passed on</numerusform>
                <numerusform>%n passed on</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n waiting for a server</source>
            <translation>
                <numerusform>%n waiting for a server</numerusform>
                <numerusform>%n waiting for a server</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n watching</source>
            <translation>
                <numerusform>%n watching</numerusform>
                <numerusform>%n watching</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SharingControl</name>
        <message numerus="yes">
            <source>%n watching by it now: that ends at once.</source>
            <translation>
                <numerusform>%n watching by it now: that ends at once.</numerusform>
                <numerusform>%n watching by it now: that ends at once.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>WifiPage</name>
        <message numerus="yes">
            <source>%n networks found</source>
            <translation>
                <numerusform>%n network found</numerusform>
                <numerusform>%n networks found</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>automatic</name>
        <message numerus="yes">
            <source>Nothing to do: %n pictures a second get through.</source>
            <translation>
                <numerusform>Nothing to do: %n picture a second gets through.</numerusform>
                <numerusform>Nothing to do: %n pictures a second get through.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>WiFi is slow: %1 to keep %n pictures a second.</source>
            <translation>
                <numerusform>WiFi is slow: %1 to keep %n picture a second.</numerusform>
                <numerusform>WiFi is slow: %1 to keep %n pictures a second.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>WiFi is slow: quality will go down to keep %n pictures a second.</source>
            <translation>
                <numerusform>WiFi is slow: quality will go down to keep %n picture a second.</numerusform>
                <numerusform>WiFi is slow: quality will go down to keep %n pictures a second.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>WiFi is too slow for %n pictures a second, even so: %1.</source>
            <translation>
                <numerusform>WiFi is too slow for %n picture a second, even so: %1.</numerusform>
                <numerusform>WiFi is too slow for %n pictures a second, even so: %1.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>health_texts</name>
        <message numerus="yes">
            <source>All is well: %n pictures a second arrive.</source>
            <translation>
                <numerusform>All is well: %n picture a second arrives.</numerusform>
                <numerusform>All is well: %n pictures a second arrive.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>library</name>
        <message numerus="yes">
            <source>You marked %n of them to be kept.</source>
            <translation>
                <numerusform>You marked %n of them to be kept.</numerusform>
                <numerusform>You marked %n of them to be kept.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>recording</name>
        <message numerus="yes">
            <source>%n not kept</source>
            <translation>
                <numerusform>%n not kept</numerusform>
                <numerusform>%n not kept</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n pictures</source>
            <translation>
                <numerusform>%n picture</numerusform>
                <numerusform>%n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n pictures are missing from the recording of %1: the disk was too slow for them.</source>
            <translation>
                <numerusform>%n picture is missing from the recording of %1: the disk was too slow for it.</numerusform>
                <numerusform>%n pictures are missing from the recording of %1: the disk was too slow for them.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sharing</name>
        <message numerus="yes">
            <source>%n watching</source>
            <translation>
                <numerusform>%n watching</numerusform>
                <numerusform>%n watching</numerusform>
            </translation>
        </message>
    </context>
</TS>
