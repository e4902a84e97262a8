<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>&amp;Copy versions</source>
            <translation>Versionen &amp;kopieren</translation>
        </message>
        <message>
            <source>About AtomCam</source>
            <translation>Über AtomCam</translation>
        </message>
        <message>
            <source>Copy the versions of all parts, for a report</source>
            <translation>Die Versionen aller Teile kopieren, für einen Bericht</translation>
        </message>
        <message>
            <source>Free software under the GNU General Public License, version 3 or later. You may share and change it; it comes without any warranty.</source>
            <translation>Freie Software unter der GNU General Public License, Version 3 oder neuer. Sie dürfen sie weitergeben und verändern; eine Gewährleistung gibt es nicht.</translation>
        </message>
        <message>
            <source>From a small WiFi camera board to a live picture on your desk. No account, no cloud: pictures stay in your network.</source>
            <translation>Vom kleinen WLAN-Kamera-Board zum Live-Bild auf Ihrem Schreibtisch. Kein Konto, keine Cloud: Die Bilder bleiben in Ihrem Netzwerk.</translation>
        </message>
        <message>
            <source>Version %1</source>
            <translation>Version %1</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;About AtomCam</source>
            <translation>Über &amp;AtomCam</translation>
        </message>
        <message>
            <source>&amp;Actual size</source>
            <translation>&amp;Originalgröße</translation>
        </message>
        <message>
            <source>&amp;Burst</source>
            <translation>S&amp;erie</translation>
        </message>
        <message>
            <source>&amp;Cameras…</source>
            <translation>&amp;Kameras…</translation>
        </message>
        <message>
            <source>&amp;Demo camera</source>
            <translation>&amp;Demokamera</translation>
        </message>
        <message>
            <source>&amp;Full screen</source>
            <translation>&amp;Vollbild</translation>
        </message>
        <message>
            <source>&amp;Identify this camera</source>
            <translation>Diese Kamera &amp;finden</translation>
        </message>
        <message>
            <source>&amp;Log</source>
            <translation>&amp;Protokoll</translation>
        </message>
        <message>
            <source>&amp;Mirror</source>
            <translation>S&amp;piegeln</translation>
        </message>
        <message>
            <source>&amp;Previous camera</source>
            <translation>&amp;Vorige Kamera</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>&amp;Record</source>
            <translation>&amp;Aufnehmen</translation>
        </message>
        <message>
            <source>&amp;Set up a camera…</source>
            <translation>Kamera &amp;einrichten…</translation>
        </message>
        <message>
            <source>&amp;Snapshot</source>
            <translation>&amp;Schnappschuss</translation>
        </message>
        <message>
            <source>&amp;Statistics</source>
            <translation>&amp;Statistik</translation>
        </message>
        <message>
            <source>&amp;Time-lapse</source>
            <translation>&amp;Zeitraffer</translation>
        </message>
        <message>
            <source>&amp;Update this camera…</source>
            <translation>Diese Kamera aktual&amp;isieren…</translation>
        </message>
        <message>
            <source>&amp;Whole picture</source>
            <translation>Ganzes &amp;Bild</translation>
        </message>
        <message>
            <source>A camera that is asked for its pictures: MJPEG or RTSP</source>
            <translation>Eine Kamera, bei der AtomCam die Bilder abholt: MJPEG oder RTSP</translation>
        </message>
        <message>
            <source>Add a &amp;network camera…</source>
            <translation>&amp;Netzwerkkamera hinzufügen…</translation>
        </message>
        <message>
            <source>All &amp;cameras</source>
            <translation>Alle &amp;Kameras</translation>
        </message>
        <message>
            <source>All cameras, and which of them may show pictures</source>
            <translation>Alle Kameras, und welche davon Bilder zeigen dürfen</translation>
        </message>
        <message>
            <source>All live pictures side by side</source>
            <translation>Alle Live-Bilder nebeneinander</translation>
        </message>
        <message>
            <source>As large as the window</source>
            <translation>So groß wie das Fenster</translation>
        </message>
        <message>
            <source>AtomCam &amp;Help</source>
            <translation>&amp;Hilfe zu AtomCam</translation>
        </message>
        <message>
            <source>Camera lis&amp;t</source>
            <translation>Kameral&amp;iste</translation>
        </message>
        <message>
            <source>Camera's co&amp;ntrols</source>
            <translation>&amp;Regler der Kamera</translation>
        </message>
        <message>
            <source>Close AtomCam</source>
            <translation>AtomCam beenden</translation>
        </message>
        <message>
            <source>Connect my &amp;own camera…</source>
            <translation>Ei&amp;gene Kamera verbinden…</translation>
        </message>
        <message>
            <source>Controls</source>
            <translation>Regler</translation>
        </message>
        <message>
            <source>Each pixel of the camera is one of the screen</source>
            <translation>Ein Pixel der Kamera ist ein Pixel des Bildschirms</translation>
        </message>
        <message>
            <source>First steps, cameras that do not appear, sharing, privacy</source>
            <translation>Erste Schritte, Kameras, die nicht erscheinen, Teilen, Privatsphäre</translation>
        </message>
        <message>
            <source>From a camera board on a cable to its live picture</source>
            <translation>Vom Kamera-Board am Kabel zum Live-Bild</translation>
        </message>
        <message>
            <source>Give this camera another name</source>
            <translation>Dieser Kamera einen anderen Namen geben</translation>
        </message>
        <message>
            <source>Its light blinks, so that you find it</source>
            <translation>Ihr Licht blinkt, damit sie leicht zu finden ist</translation>
        </message>
        <message>
            <source>Larger; the mouse wheel does it too</source>
            <translation>Größer; geht auch mit dem Mausrad</translation>
        </message>
        <message>
            <source>Let others watch in a browser, or pass pictures on to a server</source>
            <translation>Andere im Browser zusehen lassen oder Bilder an einen Server weiterleiten</translation>
        </message>
        <message>
            <source>Let this camera's recording begin by itself</source>
            <translation>Die Aufnahme dieser Kamera von selbst beginnen lassen</translation>
        </message>
        <message>
            <source>Li&amp;brary</source>
            <translation>&amp;Mediathek</translation>
        </message>
        <message>
            <source>Li&amp;ve</source>
            <translation>&amp;Live</translation>
        </message>
        <message>
            <source>Ne&amp;xt camera</source>
            <translation>Nä&amp;chste Kamera</translation>
        </message>
        <message>
            <source>Only the picture</source>
            <translation>Nur das Bild</translation>
        </message>
        <message>
            <source>Picture settings and health of this camera</source>
            <translation>Bildeinstellungen und Zustand dieser Kamera</translation>
        </message>
        <message>
            <source>Port, folders, appearance</source>
            <translation>Port, Ordner, Aussehen</translation>
        </message>
        <message>
            <source>Put this program's camera software on it, over WiFi</source>
            <translation>Die Kamerasoftware dieses Programms über WLAN aufspielen</translation>
        </message>
        <message>
            <source>R&amp;ename…</source>
            <translation>&amp;Umbenennen…</translation>
        </message>
        <message>
            <source>Record &amp;all cameras</source>
            <translation>Alle &amp;Kameras aufnehmen</translation>
        </message>
        <message>
            <source>Record &amp;when something moves…</source>
            <translation>Bei &amp;Bewegung aufnehmen…</translation>
        </message>
        <message>
            <source>Record every camera</source>
            <translation>Jede Kamera aufnehmen</translation>
        </message>
        <message>
            <source>Record no camera any more</source>
            <translation>Keine Kamera mehr aufnehmen</translation>
        </message>
        <message>
            <source>Record this camera</source>
            <translation>Diese Kamera aufnehmen</translation>
        </message>
        <message>
            <source>S&amp;hare…</source>
            <translation>&amp;Teilen…</translation>
        </message>
        <message>
            <source>Save a &amp;report…</source>
            <translation>&amp;Bericht speichern…</translation>
        </message>
        <message>
            <source>Save a picture now and then; the settings say how often</source>
            <translation>Ab und zu ein Bild speichern; wie oft, steht in den Einstellungen</translation>
        </message>
        <message>
            <source>Save ten pictures a second</source>
            <translation>Zehn Bilder pro Sekunde speichern</translation>
        </message>
        <message>
            <source>Save this picture; hold it down to save many</source>
            <translation>Dieses Bild speichern; gedrückt halten für viele Bilder</translation>
        </message>
        <message>
            <source>Se&amp;ttings…</source>
            <translation>Ein&amp;stellungen…</translation>
        </message>
        <message>
            <source>Show a drawn, moving picture</source>
            <translation>Ein gezeichnetes, bewegtes Bild zeigen</translation>
        </message>
        <message>
            <source>Show the list of cameras</source>
            <translation>Die Liste der Kameras zeigen</translation>
        </message>
        <message>
            <source>Smaller; the mouse wheel does it too</source>
            <translation>Kleiner; geht auch mit dem Mausrad</translation>
        </message>
        <message>
            <source>Snapshots and recordings that were saved</source>
            <translation>Gespeicherte Schnappschüsse und Aufnahmen</translation>
        </message>
        <message>
            <source>Stop a&amp;ll recordings</source>
            <translation>A&amp;lle Aufnahmen beenden</translation>
        </message>
        <message>
            <source>Swap left and right</source>
            <translation>Links und rechts vertauschen</translation>
        </message>
        <message>
            <source>The address and a script for a camera of your own</source>
            <translation>Die Adresse und ein Skript für eine eigene Kamera</translation>
        </message>
        <message>
            <source>The log, versions and settings in one file, for whoever can help</source>
            <translation>Protokoll, Versionen und Einstellungen in einer Datei, für alle, die helfen können</translation>
        </message>
        <message>
            <source>Turn &amp;left</source>
            <translation>Links &amp;drehen</translation>
        </message>
        <message>
            <source>Turn ri&amp;ght</source>
            <translation>Re&amp;chts drehen</translation>
        </message>
        <message>
            <source>Turn the picture to the left</source>
            <translation>Das Bild nach links drehen</translation>
        </message>
        <message>
            <source>Turn the picture to the right</source>
            <translation>Das Bild nach rechts drehen</translation>
        </message>
        <message>
            <source>Turn to the camera before</source>
            <translation>Zur vorigen Kamera wechseln</translation>
        </message>
        <message>
            <source>Turn to the next camera</source>
            <translation>Zur nächsten Kamera wechseln</translation>
        </message>
        <message>
            <source>Version and licence</source>
            <translation>Version und Lizenz</translation>
        </message>
        <message>
            <source>What the cameras show now</source>
            <translation>Was die Kameras gerade zeigen</translation>
        </message>
        <message>
            <source>What the program did, to copy or save</source>
            <translation>Was das Programm getan hat, zum Kopieren oder Speichern</translation>
        </message>
        <message>
            <source>Write frame rate, losses and delays over the picture</source>
            <translation>Bildrate, Verluste und Verzögerungen über dem Bild anzeigen</translation>
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation>Ver&amp;größern</translation>
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation>Verkl&amp;einern</translation>
        </message>
    </context>
    <context>
        <name>AddressLabel</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n weitere</numerusform>
                <numerusform>%n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>Cameras cannot connect at the moment</source>
            <translation>Kameras können sich gerade nicht verbinden</translation>
        </message>
        <message>
            <source>Cameras connect to %1</source>
            <translation>Kameras verbinden sich mit %1</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Kopiert</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy the address to the clipboard</source>
            <translation>Die Adresse in die Zwischenablage kopieren</translation>
        </message>
        <message>
            <source>Give this address to a camera in the same network</source>
            <translation>Diese Adresse ist für Kameras im selben Netzwerk</translation>
        </message>
        <message>
            <source>Other addresses of this computer; choose one to copy it</source>
            <translation>Weitere Adressen dieses Computers; zum Kopieren eine auswählen</translation>
        </message>
    </context>
    <context>
        <name>AutomaticBox</name>
        <message>
            <source>Automatic quality</source>
            <translation>Automatische Qualität</translation>
        </message>
        <message>
            <source>Keeps the frame rate: where the WiFi is slow, quality or size go down, and come back by themselves.</source>
            <translation>Hält die Bildrate: Ist das WLAN langsam, sinken Qualität oder Größe und steigen später von selbst wieder.</translation>
        </message>
    </context>
    <context>
        <name>BoardList</name>
        <message>
            <source>What is plugged in</source>
            <translation>Was angeschlossen ist</translation>
        </message>
    </context>
    <context>
        <name>BrowserPage</name>
        <message numerus="yes">
            <source>%n watching now</source>
            <translation>
                <numerusform>Gerade sieht %n Zuschauer zu</numerusform>
                <numerusform>Gerade sehen %n Zuschauer zu</numerusform>
            </translation>
        </message>
        <message>
            <source>Anyone in your network who has one of these links can watch every camera that you allowed. Give each person a link of their own: then you can revoke it again.</source>
            <translation>Wer in Ihrem Netzwerk ist und einen dieser Links hat, kann jeder Kamera zusehen, die Sie zugelassen haben. Geben Sie jeder Person einen eigenen Link: Dann lässt er sich einzeln widerrufen.</translation>
        </message>
        <message>
            <source>Let others watch</source>
            <translation>Andere zusehen lassen</translation>
        </message>
        <message>
            <source>Nobody is watching now</source>
            <translation>Gerade sieht niemand zu</translation>
        </message>
        <message>
            <source>Switched off: nobody else can see your cameras. Switched on, anyone in your network who has one of the links can watch every camera that you allowed.</source>
            <translation>Ausgeschaltet: Niemand sonst kann Ihre Kameras sehen. Eingeschaltet: Wer in Ihrem Netzwerk ist und einen der Links hat, kann jeder Kamera zusehen, die Sie zugelassen haben.</translation>
        </message>
        <message>
            <source>Switched on, but nobody can connect to this computer at the moment. The bar above says why.</source>
            <translation>Eingeschaltet, aber gerade kann sich niemand mit diesem Computer verbinden. Warum, steht in der Leiste oben im Fenster.</translation>
        </message>
    </context>
    <context>
        <name>CameraList</name>
        <message>
            <source>Cameras</source>
            <translation>Kameras</translation>
        </message>
    </context>
    <context>
        <name>CameraMenu</name>
        <message>
            <source>&amp;Allow</source>
            <translation>&amp;Zulassen</translation>
        </message>
        <message>
            <source>&amp;Block</source>
            <translation>Sp&amp;erren</translation>
        </message>
        <message>
            <source>&amp;Edit address…</source>
            <translation>Adresse ä&amp;ndern…</translation>
        </message>
        <message>
            <source>&amp;Forget…</source>
            <translation>&amp;Vergessen…</translation>
        </message>
        <message>
            <source>As large as the window; Escape goes back</source>
            <translation>So groß wie das Fenster; mit Escape zurück</translation>
        </message>
        <message>
            <source>Show &amp;alone</source>
            <translation>A&amp;llein zeigen</translation>
        </message>
        <message>
            <source>Show its picture, now and whenever it comes</source>
            <translation>Das Bild dieser Kamera zeigen, jetzt und immer, wenn sie kommt</translation>
        </message>
        <message>
            <source>Turn it away, now and whenever it comes</source>
            <translation>Diese Kamera abweisen, jetzt und immer, wenn sie kommt</translation>
        </message>
        <message>
            <source>Where this network camera is asked</source>
            <translation>Wo AtomCam die Bilder dieser Netzwerkkamera abholt</translation>
        </message>
    </context>
    <context>
        <name>CamerasDialog</name>
        <message>
            <source>&amp;Edit address…</source>
            <translation>&amp;Adresse ändern…</translation>
        </message>
        <message>
            <source>&amp;Forget this camera</source>
            <translation>Diese Kamera &amp;vergessen</translation>
        </message>
        <message>
            <source>&amp;Rename</source>
            <translation>&amp;Umbenennen</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Allowed</source>
            <translation>Zugelassen</translation>
        </message>
        <message>
            <source>Ask me</source>
            <translation>Nachfragen</translation>
        </message>
        <message>
            <source>Blocked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Kamera</translation>
        </message>
        <message>
            <source>Cameras</source>
            <translation>Kameras</translation>
        </message>
        <message>
            <source>Cameras and decisions</source>
            <translation>Kameras und Entscheidungen</translation>
        </message>
        <message>
            <source>Decision</source>
            <translation>Entscheidung</translation>
        </message>
        <message>
            <source>Give this camera another name</source>
            <translation>Dieser Kamera einen anderen Namen geben</translation>
        </message>
        <message>
            <source>No camera has connected yet.</source>
            <translation>Noch hat sich keine Kamera verbunden.</translation>
        </message>
        <message>
            <source>Only cameras that you allow can show pictures here.</source>
            <translation>Nur Kameras, die Sie zulassen, können hier Bilder zeigen.</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Take it off the list; it is asked about anew when it comes again</source>
            <translation>Aus der Liste nehmen; kommt die Kamera wieder, fragt AtomCam neu nach</translation>
        </message>
        <message>
            <source>Where this network camera is asked</source>
            <translation>Wo AtomCam die Bilder dieser Netzwerkkamera abholt</translation>
        </message>
        <message>
            <source>Whether this camera may show pictures here</source>
            <translation>Ob diese Kamera hier Bilder zeigen darf</translation>
        </message>
        <message>
            <source>no id</source>
            <translation>ohne Kennung</translation>
        </message>
        <message>
            <source>not here</source>
            <translation>nicht da</translation>
        </message>
    </context>
    <context>
        <name>CardDelegate</name>
        <message>
            <source>New name</source>
            <translation>Neuer Name</translation>
        </message>
    </context>
    <context>
        <name>Choices</name>
        <message>
            <source>&amp;Convert to MP4</source>
            <translation>In &amp;MP4 umwandeln</translation>
        </message>
        <message>
            <source>&amp;Export pictures</source>
            <translation>Bilder &amp;exportieren</translation>
        </message>
        <message>
            <source>A video for everybody</source>
            <translation>Ein Video für alle</translation>
        </message>
        <message>
            <source>C&amp;hange…</source>
            <translation>Ä&amp;ndern…</translation>
        </message>
        <message>
            <source>Every picture just as the camera sent it, in a new folder, named by its time.</source>
            <translation>Jedes Bild genau so, wie die Kamera es gesendet hat, in einem neuen Ordner und nach seiner Zeit benannt.</translation>
        </message>
        <message>
            <source>Make a video of the recording (H.264)</source>
            <translation>Aus der Aufnahme ein Video machen (H.264)</translation>
        </message>
        <message>
            <source>Plays in browsers, on telephones and in messages, and is several times smaller.</source>
            <translation>Läuft in Browsern, auf Telefonen und in Nachrichten und ist um ein Mehrfaches kleiner.</translation>
        </message>
        <message>
            <source>Save every picture as a file of its own</source>
            <translation>Jedes Bild als eigene Datei speichern</translation>
        </message>
        <message>
            <source>Save it to another folder</source>
            <translation>In einem anderen Ordner speichern</translation>
        </message>
        <message>
            <source>Saved in</source>
            <translation>Gespeichert in</translation>
        </message>
        <message>
            <source>Single pictures</source>
            <translation>Einzelne Bilder</translation>
        </message>
    </context>
    <context>
        <name>ComputerPage</name>
        <message>
            <source>&amp;Address</source>
            <translation>A&amp;dresse</translation>
        </message>
        <message>
            <source>&amp;Port</source>
            <translation>&amp;Port</translation>
        </message>
        <message>
            <source>Camera's &amp;name</source>
            <translation>&amp;Name der Kamera</translation>
        </message>
        <message>
            <source>Camera's name</source>
            <translation>Name der Kamera</translation>
        </message>
        <message>
            <source>Check a&amp;gain</source>
            <translation>Erneut prü&amp;fen</translation>
        </message>
        <message>
            <source>For example: Kitchen</source>
            <translation>Zum Beispiel: Küche</translation>
        </message>
        <message>
            <source>Give the camera this address and a key of its own</source>
            <translation>Der Kamera diese Adresse und einen eigenen Schlüssel geben</translation>
        </message>
        <message>
            <source>Look once more whether the camera can reach this computer</source>
            <translation>Noch einmal nachsehen, ob die Kamera diesen Computer erreichen kann</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>Telling the camera…</source>
            <translation>Die Kamera erfährt es…</translation>
        </message>
        <message>
            <source>The camera sends its picture to this address. Usually all of this is right as it is.</source>
            <translation>An diese Adresse sendet die Kamera ihr Bild. Meistens ist alles schon richtig so.</translation>
        </message>
        <message>
            <source>The port on which AtomCam waits for cameras; it is the one of the settings</source>
            <translation>Der Port, an dem AtomCam auf Kameras wartet; es ist der aus den Einstellungen</translation>
        </message>
        <message>
            <source>This computer is in no network at the moment.</source>
            <translation>Dieser Computer ist gerade in keinem Netzwerk.</translation>
        </message>
        <message>
            <source>This computer's address</source>
            <translation>Adresse dieses Computers</translation>
        </message>
        <message>
            <source>This computer's addresses, the likeliest first</source>
            <translation>Die Adressen dieses Computers, die wahrscheinlichste zuerst</translation>
        </message>
        <message>
            <source>Use this computer</source>
            <translation>Diesen Computer nutzen</translation>
        </message>
        <message>
            <source>What the camera is called in AtomCam</source>
            <translation>Wie die Kamera in AtomCam heißt</translation>
        </message>
        <message>
            <source>Where the camera finds this computer</source>
            <translation>Wo die Kamera diesen Computer findet</translation>
        </message>
    </context>
    <context>
        <name>ConnectDialog</name>
        <message>
            <source>Anything that sends JPEG pictures over a WebSocket is a camera, one picture a message. This script sends the pictures of a folder:</source>
            <translation>Alles, was JPEG-Bilder über einen WebSocket sendet, ist eine Kamera: je Nachricht ein Bild. Dieses Skript sendet die Bilder eines Ordners:</translation>
        </message>
        <message>
            <source>Connect your own camera</source>
            <translation>Eigene Kamera verbinden</translation>
        </message>
        <message>
            <source>Copy the lines above to the clipboard</source>
            <translation>Die Zeilen oben in die Zwischenablage kopieren</translation>
        </message>
        <message>
            <source>Copy these lines</source>
            <translation>Zeilen kopieren</translation>
        </message>
        <message>
            <source>Run it on any computer in this network. This window asks you to let it in.</source>
            <translation>Starten Sie es auf einem beliebigen Computer in diesem Netzwerk. AtomCam fragt dann, ob Sie die Kamera zulassen.</translation>
        </message>
        <message>
            <source>What to type</source>
            <translation>Was einzugeben ist</translation>
        </message>
    </context>
    <context>
        <name>ControlPanel</name>
        <message>
            <source>How fast to play (&lt; and &gt;)</source>
            <translation>Wie schnell abgespielt wird (&lt; und &gt;)</translation>
        </message>
        <message>
            <source>Playback controls</source>
            <translation>Bedienung der Wiedergabe</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>Speed %1</source>
            <translation>Tempo %1</translation>
        </message>
    </context>
    <context>
        <name>ControlRow</name>
        <message>
            <source>The camera has not answered yet</source>
            <translation>Die Kamera hat noch nicht geantwortet</translation>
        </message>
    </context>
    <context>
        <name>Controller</name>
        <message>
            <source>Choose port and address</source>
            <translation>Port und Adresse wählen</translation>
        </message>
        <message>
            <source>Demo camera</source>
            <translation>Demokamera</translation>
        </message>
        <message>
            <source>Listen there from now on; your cameras need the new address</source>
            <translation>Ab jetzt dort auf Kameras warten; sie brauchen dann die neue Adresse</translation>
        </message>
        <message>
            <source>Open the log window</source>
            <translation>Das Fenster mit dem Protokoll öffnen</translation>
        </message>
        <message>
            <source>Save a report…</source>
            <translation>Bericht speichern…</translation>
        </message>
        <message>
            <source>Save what happened, for whoever can help</source>
            <translation>Speichern, was geschehen ist, für alle, die helfen können</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Einstellungen…</translation>
        </message>
        <message>
            <source>Show the log</source>
            <translation>Protokoll zeigen</translation>
        </message>
        <message>
            <source>Something went wrong inside AtomCam. It goes on; the log says more, for a report.</source>
            <translation>In AtomCam ist etwas schiefgegangen. Das Programm läuft weiter; Näheres für einen Bericht steht im Protokoll.</translation>
        </message>
        <message>
            <source>This holds only until AtomCam is closed, because it could not be saved: %1</source>
            <translation>Das gilt nur, bis AtomCam beendet wird, denn es ließ sich nicht speichern: %1</translation>
        </message>
        <message>
            <source>Use port %1 instead</source>
            <translation>Port %1 verwenden</translation>
        </message>
    </context>
    <context>
        <name>ConvertDialog</name>
        <message>
            <source>&amp;Make something else</source>
            <translation>Et&amp;was anderes erstellen</translation>
        </message>
        <message>
            <source>&amp;Show in folder</source>
            <translation>Im &amp;Ordner zeigen</translation>
        </message>
        <message>
            <source>Back to the choice</source>
            <translation>Zurück zur Auswahl</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Cl&amp;ose</source>
            <translation>&amp;Schließen</translation>
        </message>
        <message>
            <source>Close this window</source>
            <translation>Dieses Fenster schließen</translation>
        </message>
        <message>
            <source>Give it up; nothing of it is left</source>
            <translation>Abbrechen; nichts davon bleibt zurück</translation>
        </message>
        <message>
            <source>Given up. Nothing of it is left.</source>
            <translation>Abgebrochen. Nichts davon ist zurückgeblieben.</translation>
        </message>
        <message>
            <source>Making the MP4…</source>
            <translation>Das MP4 entsteht…</translation>
        </message>
        <message>
            <source>Saving the pictures…</source>
            <translation>Die Bilder werden gespeichert…</translation>
        </message>
        <message>
            <source>Share a recording</source>
            <translation>Aufnahme teilen</translation>
        </message>
        <message>
            <source>Show what was made in the file manager</source>
            <translation>Das Ergebnis in der Dateiverwaltung zeigen</translation>
        </message>
        <message>
            <source>Where to save it</source>
            <translation>Wo gespeichert wird</translation>
        </message>
    </context>
    <context>
        <name>CopyLine</name>
        <message>
            <source>Copied</source>
            <translation>Kopiert</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy this line to the clipboard</source>
            <translation>Diese Zeile in die Zwischenablage kopieren</translation>
        </message>
        <message>
            <source>Type this line in a terminal</source>
            <translation>Diese Zeile in einem Terminal eingeben</translation>
        </message>
        <message>
            <source>What to type</source>
            <translation>Was einzugeben ist</translation>
        </message>
    </context>
    <context>
        <name>Door</name>
        <message>
            <source>%1 (“%2”) wants to show a picture</source>
            <translation>%1 („%2“) möchte ein Bild zeigen</translation>
        </message>
        <message>
            <source>%1 wants to show a picture</source>
            <translation>%1 möchte ein Bild zeigen</translation>
        </message>
        <message numerus="yes">
            <source>%n more cameras ask to be let in</source>
            <translation>
                <numerusform>%n weitere Kamera bittet um Zulassung</numerusform>
                <numerusform>%n weitere Kameras bitten um Zulassung</numerusform>
            </translation>
        </message>
        <message>
            <source>All cameras and decisions</source>
            <translation>Alle Kameras und Entscheidungen</translation>
        </message>
        <message>
            <source>Allow once</source>
            <translation>Einmal zulassen</translation>
        </message>
        <message>
            <source>Always allow</source>
            <translation>Immer zulassen</translation>
        </message>
        <message>
            <source>Ask it for pictures no more</source>
            <translation>Bei dieser Kamera keine Bilder mehr abholen</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>Sperren</translation>
        </message>
        <message>
            <source>Cameras…</source>
            <translation>Kameras…</translation>
        </message>
        <message>
            <source>Decide about each of them</source>
            <translation>Über jede von ihnen entscheiden</translation>
        </message>
        <message>
            <source>Its key goes: to show pictures here again, it must be set up again</source>
            <translation>Auch der Schlüssel der Kamera geht: Um hier wieder Bilder zu zeigen, muss sie neu eingerichtet werden</translation>
        </message>
        <message>
            <source>Know this camera again as before</source>
            <translation>Diese Kamera wieder kennen wie zuvor</translation>
        </message>
        <message>
            <source>Show its picture now and whenever it comes from this address</source>
            <translation>Das Bild dieser Kamera zeigen, jetzt und immer, wenn sie von dieser Adresse kommt</translation>
        </message>
        <message>
            <source>Show its picture until AtomCam is closed</source>
            <translation>Das Bild dieser Kamera zeigen, bis AtomCam beendet wird</translation>
        </message>
        <message>
            <source>Somebody at %1 says it is the camera “%2” but does not have its key, so it was refused. If it really is your camera, set it up again.</source>
            <translation>Unter %1 gibt sich jemand als Kamera „%2“ aus, hat aber ihren Schlüssel nicht und wurde abgewiesen. Wenn es wirklich Ihre Kamera ist, richten Sie sie neu ein.</translation>
        </message>
        <message>
            <source>Take it off the list; it is asked about anew when it comes again</source>
            <translation>Aus der Liste nehmen; kommt die Kamera wieder, fragt AtomCam neu nach</translation>
        </message>
        <message>
            <source>Turn it away, now and whenever it comes</source>
            <translation>Diese Kamera abweisen, jetzt und immer, wenn sie kommt</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>“%1” was forgotten, and its key with it: to come back, it must be set up again.</source>
            <translation>„%1“ wurde vergessen, und der Schlüssel mit ihr: Um wiederzukommen, muss die Kamera neu eingerichtet werden.</translation>
        </message>
        <message>
            <source>“%1” was forgotten.</source>
            <translation>„%1“ wurde vergessen.</translation>
        </message>
    </context>
    <context>
        <name>EmptyPage</name>
        <message>
            <source>Drawing of a small camera board with a cable</source>
            <translation>Zeichnung eines kleinen Kamera-Boards mit Kabel</translation>
        </message>
        <message>
            <source>I have my own camera</source>
            <translation>Ich habe eine eigene Kamera</translation>
        </message>
        <message>
            <source>No camera yet</source>
            <translation>Noch keine Kamera</translation>
        </message>
        <message>
            <source>Plug a camera board into this computer, and AtomCam brings it into your WiFi. From then on it sends its picture here by itself.</source>
            <translation>Schließen Sie ein Kamera-Board an diesen Computer an, und AtomCam bringt es in Ihr WLAN. Von da an sendet es sein Bild von selbst hierher.</translation>
        </message>
        <message>
            <source>Set up a camera…</source>
            <translation>Kamera einrichten…</translation>
        </message>
        <message>
            <source>Show a drawn, moving picture from this computer itself</source>
            <translation>Ein gezeichnetes, bewegtes Bild von diesem Computer selbst zeigen</translation>
        </message>
        <message>
            <source>The address to send pictures to, and a short script that does</source>
            <translation>Die Adresse für die Bilder und ein kurzes Skript, das sie dorthin sendet</translation>
        </message>
        <message>
            <source>Try the demo camera</source>
            <translation>Demokamera ausprobieren</translation>
        </message>
    </context>
    <context>
        <name>Error</name>
        <message>
            <source>A WiFi name is 1 to 32 characters long; letters outside English count double or more.</source>
            <translation>Ein WLAN-Name ist 1 bis 32 Zeichen lang; Umlaute und andere besondere Buchstaben zählen doppelt oder mehr.</translation>
        </message>
        <message>
            <source>A WiFi password is 8 to 63 characters long, or empty for an open network.</source>
            <translation>Ein WLAN-Passwort ist 8 bis 63 Zeichen lang, oder leer bei einem offenen Netzwerk.</translation>
        </message>
        <message>
            <source>A WiFi password of 64 characters can only be a key in hex digits, 0 to 9 and a to f.</source>
            <translation>Ein WLAN-Passwort von 64 Zeichen kann nur ein Schlüssel in Hexadezimalziffern sein, 0 bis 9 und a bis f.</translation>
        </message>
        <message>
            <source>A firewall ({firewall}) is on. It may keep cameras out of port {port}.</source>
            <translation>Eine Firewall ({firewall}) ist eingeschaltet. Sie hält Kameras vielleicht von Port {port} fern.</translation>
        </message>
        <message>
            <source>A network's name is 1 to 32 bytes long.</source>
            <translation>Der Name eines Netzwerks ist 1 bis 32 Byte lang.</translation>
        </message>
        <message>
            <source>A password is 8 to 63 characters, or 64 hex digits, or empty for an open network.</source>
            <translation>Ein Passwort hat 8 bis 63 Zeichen oder 64 Hexadezimalziffern, oder ist leer bei einem offenen Netzwerk.</translation>
        </message>
        <message>
            <source>A password of 64 characters is a key in hex digits.</source>
            <translation>Ein Passwort von 64 Zeichen ist ein Schlüssel in Hexadezimalziffern.</translation>
        </message>
        <message>
            <source>AtomCam does not take pictures from cameras at the moment: nothing listens on port {port}.</source>
            <translation>AtomCam nimmt gerade keine Bilder von Kameras an: An Port {port} ist nichts empfangsbereit.</translation>
        </message>
        <message>
            <source>AtomCam is being closed: nothing is changed on the camera any more</source>
            <translation>AtomCam wird gerade beendet: An der Kamera wird nichts mehr geändert</translation>
        </message>
        <message>
            <source>AtomCam listens on this computer's inside only ({bind}), where no camera reaches it.</source>
            <translation>AtomCam ist nur innerhalb dieses Computers erreichbar ({bind}), wo keine Kamera hinkommt.</translation>
        </message>
        <message>
            <source>AtomCam listens on {bind} only, not on {address}.</source>
            <translation>AtomCam ist nur unter {bind} erreichbar, nicht unter {address}.</translation>
        </message>
        <message>
            <source>Bring both into the same WiFi: not one of them into a guest network, and not behind a router of its own. If they are in the same WiFi, switch off “client isolation” in the router.</source>
            <translation>Bringen Sie beide in dasselbe WLAN: keinen davon in ein Gastnetzwerk und keinen hinter einen eigenen Router. Wenn beide im selben WLAN sind, schalten Sie im Router die „Client-Isolation“ aus.</translation>
        </message>
        <message>
            <source>Choose the address of this computer's WiFi or cable. If there is none, disconnect the VPN and look again.</source>
            <translation>Wählen Sie die Adresse, die dieser Computer im WLAN oder am Kabel hat. Wenn es keine gibt, trennen Sie das VPN und sehen Sie noch einmal nach.</translation>
        </message>
        <message>
            <source>Choose the address {bind} for the camera, or open the settings and choose “All addresses” for “Listen on”.</source>
            <translation>Wählen Sie für die Kamera die Adresse {bind}, oder öffnen Sie die Einstellungen und wählen Sie bei „Erreichbar unter“ „Alle Adressen“.</translation>
        </message>
        <message>
            <source>Connect this computer to the camera's router, by WiFi or by cable.</source>
            <translation>Verbinden Sie diesen Computer mit dem Router der Kamera, über WLAN oder Kabel.</translation>
        </message>
        <message>
            <source>ESP-IDF's reason {number}</source>
            <translation>ESP-IDF nennt Grund {number}</translation>
        </message>
        <message>
            <source>Espressif board</source>
            <translation>Espressif-Board</translation>
        </message>
        <message>
            <source>If the camera does not connect: {cure}</source>
            <translation>Falls sich die Kamera nicht verbindet: {cure}</translation>
        </message>
        <message>
            <source>MicroPython board</source>
            <translation>MicroPython-Board</translation>
        </message>
        <message>
            <source>Nothing was written to the camera this time.</source>
            <translation>Diesmal wurde nichts auf die Kamera aufgespielt.</translation>
        </message>
        <message>
            <source>Open System Settings, Network, Firewall, Options, and set AtomCam to “Allow incoming connections”.</source>
            <translation>Öffnen Sie Systemeinstellungen, Netzwerk, Firewall, Optionen und stellen Sie AtomCam auf „Eingehende Verbindungen erlauben“.</translation>
        </message>
        <message>
            <source>Open System Settings, Network, Firewall, Options, and switch off “Block all incoming connections”.</source>
            <translation>Öffnen Sie Systemeinstellungen, Netzwerk, Firewall, Optionen und schalten Sie „Alle eingehenden Verbindungen blockieren“ aus.</translation>
        </message>
        <message>
            <source>Open Windows Security, Firewall &amp; network protection, choose the network that is in use, and untick “Blocks all incoming connections”.</source>
            <translation>Öffnen Sie Windows-Sicherheit, Firewall &amp; Netzwerkschutz, wählen Sie das benutzte Netzwerk und entfernen Sie das Häkchen bei „Blockiert alle eingehenden Verbindungen“.</translation>
        </message>
        <message>
            <source>Open Windows Security, Firewall &amp; network protection, “Allow an app through firewall”, and tick AtomCam for private networks.</source>
            <translation>Öffnen Sie Windows-Sicherheit, Firewall &amp; Netzwerkschutz, „Zugriff von App durch Firewall zulassen“ und setzen Sie bei AtomCam das Häkchen für private Netzwerke.</translation>
        </message>
        <message>
            <source>Open a terminal as administrator and type: {command}</source>
            <translation>Öffnen Sie ein Terminal als Administrator und geben Sie ein: {command}</translation>
        </message>
        <message>
            <source>Open the settings and choose another port, or, without a window, start: atomcam serve --port {port}</source>
            <translation>Öffnen Sie die Einstellungen und wählen Sie einen anderen Port, oder starten Sie ohne Fenster: atomcam serve --port {port}</translation>
        </message>
        <message>
            <source>Open the settings and choose “All addresses” for “Listen on”, or, without a window, start: atomcam serve --bind {all_addresses} --port {port}</source>
            <translation>Öffnen Sie die Einstellungen und wählen Sie bei „Erreichbar unter“ „Alle Adressen“, oder starten Sie ohne Fenster: atomcam serve --bind {all_addresses} --port {port}</translation>
        </message>
        <message>
            <source>The answer of {host}</source>
            <translation>Die Antwort von {host}</translation>
        </message>
        <message>
            <source>The camera ({board_ip}) and this computer ({address}) are in different networks.</source>
            <translation>Die Kamera ({board_ip}) und dieser Computer ({address}) sind in verschiedenen Netzwerken.</translation>
        </message>
        <message>
            <source>The camera is partly written and does not start until it is written again.</source>
            <translation>Die Software der Kamera ist nur zum Teil aufgespielt; sie startet erst, wenn sie noch einmal aufgespielt wird.</translation>
        </message>
        <message>
            <source>The list of known cameras could not be read: {error}</source>
            <translation>Die Liste der bekannten Kameras ließ sich nicht lesen: {error}</translation>
        </message>
        <message>
            <source>The list of known cameras was damaged. It was kept as {name}.</source>
            <translation>Die Liste der bekannten Kameras war beschädigt. Sie wurde als {name} aufgehoben.</translation>
        </message>
        <message>
            <source>The list of what was set on the cameras was damaged. It was kept as {name}.</source>
            <translation>Die Liste der Einstellungen an den Kameras war beschädigt. Sie wurde als {name} aufgehoben.</translation>
        </message>
        <message>
            <source>The older software on this camera takes only plain English letters, digits and signs in WiFi names and passwords. Install its new software first.</source>
            <translation>Die ältere Software auf dieser Kamera nimmt in WLAN-Namen und Passwörtern nur Buchstaben ohne Umlaute, Ziffern und einfache Zeichen an. Installieren Sie zuerst die neue Software.</translation>
        </message>
        <message>
            <source>The settings could not be read, so the defaults hold: {error}</source>
            <translation>Die Einstellungen ließen sich nicht lesen, deshalb gelten die Voreinstellungen: {error}</translation>
        </message>
        <message>
            <source>The settings file was damaged, so the defaults hold. It was kept as {name}.</source>
            <translation>Die Datei mit den Einstellungen war beschädigt, deshalb gelten die Voreinstellungen. Sie wurde als {name} aufgehoben.</translation>
        </message>
        <message>
            <source>The software is written and checked; only the camera's restart was not awaited.</source>
            <translation>Die Software ist aufgespielt und geprüft; nur der Neustart der Kamera wurde nicht abgewartet.</translation>
        </message>
        <message>
            <source>The software is written to the camera, but not checked.</source>
            <translation>Die Software ist auf die Kamera aufgespielt, aber nicht geprüft.</translation>
        </message>
        <message>
            <source>This computer is in no network that a camera could reach.</source>
            <translation>Dieser Computer ist in keinem Netzwerk, das eine Kamera erreichen könnte.</translation>
        </message>
        <message>
            <source>This computer's firewall ({firewall}) keeps cameras out: port {port} is closed.</source>
            <translation>Die Firewall dieses Computers ({firewall}) lässt keine Kameras herein: Port {port} ist geschlossen.</translation>
        </message>
        <message>
            <source>Type this in a terminal: {command}</source>
            <translation>Geben Sie dies in einem Terminal ein: {command}</translation>
        </message>
        <message>
            <source>What was set on the cameras could not be read: {error}</source>
            <translation>Was an den Kameras eingestellt war, ließ sich nicht lesen: {error}</translation>
        </message>
        <message>
            <source>WiFi names and passwords have no control characters, such as line ends or tabs.</source>
            <translation>WLAN-Namen und Passwörter enthalten keine Steuerzeichen wie Zeilenenden oder Tabulatoren.</translation>
        </message>
        <message>
            <source>Windows lets cameras in on private networks only. If this network is your own, open Settings, Network &amp; internet, the network's properties, and choose “Private network”.</source>
            <translation>Windows lässt Kameras nur in privaten Netzwerken herein. Wenn dieses Netzwerk Ihr eigenes ist, öffnen Sie Einstellungen, Netzwerk &amp; Internet, die Eigenschaften des Netzwerks und wählen Sie „Privates Netzwerk“.</translation>
        </message>
        <message>
            <source>Windows lets cameras in on private networks only. If this network is your own, open Settings, Network &amp; internet, the network's properties, and choose “Private network”. Then open a terminal as administrator and type: {command}</source>
            <translation>Windows lässt Kameras nur in privaten Netzwerken herein. Wenn dieses Netzwerk Ihr eigenes ist, öffnen Sie Einstellungen, Netzwerk &amp; Internet, die Eigenschaften des Netzwerks und wählen Sie „Privates Netzwerk“. Öffnen Sie dann ein Terminal als Administrator und geben Sie ein: {command}</translation>
        </message>
        <message>
            <source>a code that no table has</source>
            <translation>ein Code, der in keiner Tabelle steht</translation>
        </message>
        <message>
            <source>a file is in the place of a folder</source>
            <translation>an der Stelle eines Ordners ist eine Datei</translation>
        </message>
        <message>
            <source>a file of that name is there</source>
            <translation>eine Datei dieses Namens ist schon da</translation>
        </message>
        <message>
            <source>a host is a name or an IPv4 address</source>
            <translation>ein Gerät hat einen Namen oder eine IPv4-Adresse</translation>
        </message>
        <message>
            <source>a key is 64 hex digits</source>
            <translation>ein Schlüssel hat 64 Hexadezimalziffern</translation>
        </message>
        <message>
            <source>a marker where none may be</source>
            <translation>ein Marker, wo keiner sein darf</translation>
        </message>
        <message>
            <source>a name has 1 to {most} letters, digits or signs</source>
            <translation>ein Name hat 1 bis {most} Buchstaben, Ziffern oder Zeichen</translation>
        </message>
        <message>
            <source>a port is a number from 1 to 65535</source>
            <translation>ein Port ist eine Zahl von 1 bis 65535</translation>
        </message>
        <message>
            <source>a stream without pictures in it</source>
            <translation>ein Datenstrom ohne Bilder darin</translation>
        </message>
        <message>
            <source>a symbol that no picture of 8 bits has</source>
            <translation>ein Symbol, das kein Bild mit 8 Bit hat</translation>
        </message>
        <message>
            <source>an address of an RTSP server begins with rtsp:// or rtsps://</source>
            <translation>die Adresse eines RTSP-Servers beginnt mit rtsp:// oder rtsps://</translation>
        </message>
        <message>
            <source>an unknown size</source>
            <translation>unbekannter Größe</translation>
        </message>
        <message>
            <source>an update is on trial</source>
            <translation>eine Aktualisierung wird gerade erprobt</translation>
        </message>
        <message>
            <source>another file is in the recording's place</source>
            <translation>an der Stelle der Aufnahme ist eine andere Datei</translation>
        </message>
        <message>
            <source>answer {status}</source>
            <translation>Antwort {status}</translation>
        </message>
        <message>
            <source>at this address {host} shows a page for people, not pictures: the address of the picture itself is needed</source>
            <translation>unter dieser Adresse zeigt {host} eine Seite für Menschen, keine Bilder: Gebraucht wird die Adresse des Bildes selbst</translation>
        </message>
        <message>
            <source>bootloader</source>
            <translation>Bootloader</translation>
        </message>
        <message>
            <source>brightness</source>
            <translation>Helligkeit</translation>
        </message>
        <message>
            <source>bytes after the picture's end</source>
            <translation>Daten nach dem Ende des Bildes</translation>
        </message>
        <message>
            <source>cameras are passed on to {count} addresses already: remove one first</source>
            <translation>es wird schon an {count} Adressen weitergeleitet: Entfernen Sie zuerst eine davon</translation>
        </message>
        <message>
            <source>cannot listen on {bind} port {port} ({reason}): choose another port</source>
            <translation>unter {bind} Port {port} ist kein Empfang möglich ({reason}): Wählen Sie einen anderen Port</translation>
        </message>
        <message>
            <source>checking</source>
            <translation>beim Prüfen</translation>
        </message>
        <message>
            <source>comparing</source>
            <translation>beim Vergleichen</translation>
        </message>
        <message>
            <source>connecting</source>
            <translation>beim Verbinden</translation>
        </message>
        <message>
            <source>contrast</source>
            <translation>Kontrast</translation>
        </message>
        <message>
            <source>damaged picture data</source>
            <translation>beschädigte Bilddaten</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>leer</translation>
        </message>
        <message>
            <source>erasing</source>
            <translation>beim Löschen</translation>
        </message>
        <message>
            <source>files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>firmware</source>
            <translation>Firmware</translation>
        </message>
        <message>
            <source>fps</source>
            <translation>Bildrate</translation>
        </message>
        <message>
            <source>frame_size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>hmirror</source>
            <translation>Spiegeln</translation>
        </message>
        <message>
            <source>in grey, or with colours sampled otherwise than 4:2:0 or 4:2:2,</source>
            <translation>in Grau oder mit einer anderen Farbabtastung als 4:2:0 oder 4:2:2</translation>
        </message>
        <message>
            <source>it asks for the password in an unknown way</source>
            <translation>das Passwort wird auf eine unbekannte Art verlangt</translation>
        </message>
        <message>
            <source>it begins with something else than http, https or rtsp</source>
            <translation>sie beginnt nicht mit http, https oder rtsp</translation>
        </message>
        <message>
            <source>it connected to the WiFi</source>
            <translation>beim Verbinden mit dem WLAN</translation>
        </message>
        <message>
            <source>it does not give it to this computer now; perhaps it was asked too often</source>
            <translation>die Datei wird diesem Computer gerade nicht gegeben; vielleicht wurde zu oft gefragt</translation>
        </message>
        <message>
            <source>it does not have it any more</source>
            <translation>die Datei ist dort nicht mehr vorhanden</translation>
        </message>
        <message>
            <source>it does not say why</source>
            <translation>ein Grund wird nicht genannt</translation>
        </message>
        <message>
            <source>it gives no other reason</source>
            <translation>ein anderer Grund wird nicht genannt</translation>
        </message>
        <message>
            <source>it has characters that no address has, or too many</source>
            <translation>sie enthält Zeichen, die in keiner Adresse vorkommen, oder zu viele</translation>
        </message>
        <message>
            <source>it has no address in the WiFi</source>
            <translation>sie hat im WLAN keine Adresse</translation>
        </message>
        <message>
            <source>it has {size} bytes, the camera {room}</source>
            <translation>die Datei hat {size} Byte, die Kamera {room}</translation>
        </message>
        <message>
            <source>it holds no video</source>
            <translation>sie enthält kein Video</translation>
        </message>
        <message>
            <source>it is a folder</source>
            <translation>es ist ein Ordner</translation>
        </message>
        <message>
            <source>it is empty</source>
            <translation>sie ist leer</translation>
        </message>
        <message>
            <source>it is not a file</source>
            <translation>es ist keine Datei</translation>
        </message>
        <message>
            <source>it is not a recording, or its beginning is damaged</source>
            <translation>es ist keine Aufnahme, oder der Anfang ist beschädigt</translation>
        </message>
        <message>
            <source>it is out of order</source>
            <translation>dort ist eine Störung</translation>
        </message>
        <message>
            <source>it is set to {host}:{port}</source>
            <translation>eingestellt ist {host}:{port}</translation>
        </message>
        <message>
            <source>it leads to {scheme}</source>
            <translation>die Adresse führt zu {scheme}</translation>
        </message>
        <message>
            <source>it looked for WiFi networks</source>
            <translation>bei der Suche nach WLANs</translation>
        </message>
        <message>
            <source>it may be another program, or another AtomCam</source>
            <translation>es kann ein anderes Programm sein, oder ein anderes AtomCam</translation>
        </message>
        <message>
            <source>it names no host</source>
            <translation>sie nennt kein Gerät</translation>
        </message>
        <message>
            <source>it refused</source>
            <translation>abgelehnt</translation>
        </message>
        <message>
            <source>it sends none</source>
            <translation>sie sendet keines</translation>
        </message>
        <message>
            <source>it started its stream</source>
            <translation>beim Starten der Übertragung</translation>
        </message>
        <message>
            <source>it was asked for its WiFi</source>
            <translation>bei der Frage nach dem WLAN</translation>
        </message>
        <message>
            <source>it was asked for its state</source>
            <translation>bei der Frage nach dem Zustand</translation>
        </message>
        <message>
            <source>it was asked for its stream</source>
            <translation>bei der Frage nach der Übertragung</translation>
        </message>
        <message>
            <source>it was asked too often</source>
            <translation>es wurde zu oft gefragt</translation>
        </message>
        <message>
            <source>it was being looked at</source>
            <translation>beim Ansehen der Kamera</translation>
        </message>
        <message>
            <source>it was being recognised</source>
            <translation>beim Erkennen der Kamera</translation>
        </message>
        <message>
            <source>it was being talked to</source>
            <translation>während des Gesprächs mit der Kamera</translation>
        </message>
        <message>
            <source>it was being told about this computer</source>
            <translation>beim Mitteilen der Adresse dieses Computers</translation>
        </message>
        <message>
            <source>it was given its key</source>
            <translation>beim Übergeben des Schlüssels</translation>
        </message>
        <message>
            <source>it was given its name</source>
            <translation>beim Übergeben des Namens</translation>
        </message>
        <message>
            <source>it was stopped</source>
            <translation>es wurde abgebrochen</translation>
        </message>
        <message>
            <source>it was told this computer's address</source>
            <translation>beim Mitteilen der Adresse dieses Computers</translation>
        </message>
        <message>
            <source>its WiFi was being set up</source>
            <translation>beim Einrichten des WLANs</translation>
        </message>
        <message>
            <source>its answer is not TLS</source>
            <translation>die Antwort ist kein TLS</translation>
        </message>
        <message>
            <source>its answer is not that of a web server</source>
            <translation>die Antwort ist nicht die eines Webservers</translation>
        </message>
        <message>
            <source>its answer is not that of https</source>
            <translation>die Antwort ist nicht die von https</translation>
        </message>
        <message>
            <source>its answer is not that of rtsp</source>
            <translation>die Antwort ist nicht die von rtsp</translation>
        </message>
        <message>
            <source>its first picture was awaited</source>
            <translation>beim Warten auf das erste Bild</translation>
        </message>
        <message>
            <source>its helper could not be started</source>
            <translation>das Hilfsprogramm ließ sich nicht starten</translation>
        </message>
        <message>
            <source>its helper ended with status {status}</source>
            <translation>das Hilfsprogramm endete mit Status {status}</translation>
        </message>
        <message>
            <source>its host or port is not written as it should be</source>
            <translation>Gerät oder Port sind nicht richtig geschrieben</translation>
        </message>
        <message>
            <source>its name has characters that this system cannot write</source>
            <translation>der Name enthält Zeichen, die dieses System nicht schreiben kann</translation>
        </message>
        <message>
            <source>its partition {name!r} ends at {end:#x}</source>
            <translation>die Partition {name!r} endet bei {end:#x}</translation>
        </message>
        <message>
            <source>its partitions end at {end:#x}, not at {wanted:#x}, where the files begin</source>
            <translation>die Partitionen enden bei {end:#x}, nicht bei {wanted:#x}, wo die Dateien beginnen</translation>
        </message>
        <message>
            <source>its program has {size} bytes, its partition {room}</source>
            <translation>das Programm hat {size} Byte, die Partition {room}</translation>
        </message>
        <message>
            <source>its security is none that the camera can use</source>
            <translation>die Kamera beherrscht seine Art der Sicherung nicht</translation>
        </message>
        <message>
            <source>its security is not what the password is for</source>
            <translation>seine Art der Sicherung passt nicht zum Passwort</translation>
        </message>
        <message>
            <source>its signal is too weak</source>
            <translation>der Empfang ist zu schwach</translation>
        </message>
        <message>
            <source>its software was being chosen</source>
            <translation>beim Auswählen der Software</translation>
        </message>
        <message>
            <source>its software was being installed</source>
            <translation>beim Installieren der Software</translation>
        </message>
        <message>
            <source>its {member} has more than {most} MB</source>
            <translation>{member} darin hat mehr als {most} MB</translation>
        </message>
        <message>
            <source>name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>no H.264 can be made of the pictures: {why}</source>
            <translation>aus den Bildern lässt sich kein H.264 machen: {why}</translation>
        </message>
        <message>
            <source>no answer</source>
            <translation>keine Antwort</translation>
        </message>
        <message>
            <source>no answer, or no address from the network</source>
            <translation>keine Antwort, oder keine Adresse vom Netzwerk</translation>
        </message>
        <message>
            <source>no camera: {reason}</source>
            <translation>keine Kamera: {reason}</translation>
        </message>
        <message>
            <source>no computer or camera has the name {host}: check how it is written, or use its number</source>
            <translation>kein Computer und keine Kamera heißt {host}: Prüfen Sie die Schreibweise oder verwenden Sie die IP-Adresse</translation>
        </message>
        <message>
            <source>no memory for the encoder</source>
            <translation>kein Speicher für den Encoder</translation>
        </message>
        <message>
            <source>no picture can be read</source>
            <translation>es lässt sich kein Bild lesen</translation>
        </message>
        <message>
            <source>no picture has come from the camera for {seconds:g} seconds</source>
            <translation>seit {seconds:g} Sekunden ist kein Bild von der Kamera gekommen</translation>
        </message>
        <message>
            <source>no picture of {name} can be read, so there is nothing to make of it: the recording is empty or damaged</source>
            <translation>aus {name} lässt sich kein Bild lesen, also auch nichts daraus machen: Die Aufnahme ist leer oder beschädigt</translation>
        </message>
        <message>
            <source>no picture size</source>
            <translation>keine Bildgröße</translation>
        </message>
        <message>
            <source>no server answers at {place} ({reason}): check that it runs, and its address and port</source>
            <translation>unter {place} antwortet kein Server ({reason}): Prüfen Sie, ob er läuft, und auch Adresse und Port</translation>
        </message>
        <message>
            <source>no such network in reach</source>
            <translation>kein solches Netzwerk in Reichweite</translation>
        </message>
        <message>
            <source>no video in it</source>
            <translation>kein Video darin</translation>
        </message>
        <message>
            <source>no way there</source>
            <translation>kein Weg dorthin</translation>
        </message>
        <message>
            <source>nobody answers at {host} port {port}</source>
            <translation>unter {host} Port {port} antwortet niemand</translation>
        </message>
        <message>
            <source>nobody knows an address for the name {name}: check how it is spelt, or use the server's IP address</source>
            <translation>zum Namen {name} kennt niemand eine Adresse: Prüfen Sie die Schreibweise oder verwenden Sie die IP-Adresse des Servers</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>not a JPEG</source>
            <translation>kein JPEG</translation>
        </message>
        <message>
            <source>not cleared for good: {reason}</source>
            <translation>nicht dauerhaft gelöscht: {reason}</translation>
        </message>
        <message>
            <source>nothing can be written in the folder {folder} ({reason}): check that its disk is there and that the folder is yours, or choose another folder in the settings</source>
            <translation>in den Ordner {folder} lässt sich nichts schreiben ({reason}): Prüfen Sie, ob sein Datenträger da ist und der Ordner Ihnen gehört, oder wählen Sie in den Einstellungen einen anderen Ordner</translation>
        </message>
        <message>
            <source>nothing to set</source>
            <translation>nichts einzustellen</translation>
        </message>
        <message>
            <source>of a kind other than baseline (progressive, for example)</source>
            <translation>anderer Art als Baseline (progressive zum Beispiel)</translation>
        </message>
        <message>
            <source>of no stated kind</source>
            <translation>ohne Angabe der Art</translation>
        </message>
        <message>
            <source>of {width}×{height} pixels (no side may be longer than {most})</source>
            <translation>mit {width}×{height} Pixeln (keine Seite darf länger sein als {most})</translation>
        </message>
        <message>
            <source>of {width}×{height} pixels (width and height must be multiples of 8)</source>
            <translation>mit {width}×{height} Pixeln (Breite und Höhe müssen Vielfache von 8 sein)</translation>
        </message>
        <message>
            <source>one that this user may not see</source>
            <translation>eines, das dieser Benutzer nicht sehen darf</translation>
        </message>
        <message>
            <source>one that this user may not see, perhaps ModemManager</source>
            <translation>eines, das dieser Benutzer nicht sehen darf, vielleicht ModemManager</translation>
        </message>
        <message>
            <source>only {free} are free on the disk of the folder {folder}, and {floor} have to stay free: delete something there, or choose another folder in the settings</source>
            <translation>auf dem Datenträger des Ordners {folder} sind nur noch {free} frei, und {floor} müssen frei bleiben: Löschen Sie dort etwas, oder wählen Sie in den Einstellungen einen anderen Ordner</translation>
        </message>
        <message>
            <source>out of memory</source>
            <translation>kein Speicher mehr frei</translation>
        </message>
        <message>
            <source>pictures {why} cannot be passed on as JPEG: choose H.264 instead</source>
            <translation>Bilder {why} lassen sich nicht als JPEG weiterleiten: Wählen Sie stattdessen H.264</translation>
        </message>
        <message>
            <source>pkexec cannot be started ({reason})</source>
            <translation>pkexec lässt sich nicht starten ({reason})</translation>
        </message>
        <message>
            <source>port {port} is already in use by another program: close that program, or choose another port</source>
            <translation>Port {port} wird schon von einem anderen Programm benutzt: Schließen Sie jenes Programm, oder wählen Sie einen anderen Port</translation>
        </message>
        <message>
            <source>port {port} is already in use by another program: close that program, or use port {free_port} instead</source>
            <translation>Port {port} wird schon von einem anderen Programm benutzt: Schließen Sie jenes Programm, oder verwenden Sie stattdessen Port {free_port}</translation>
        </message>
        <message>
            <source>probably the wrong password</source>
            <translation>wahrscheinlich das falsche Passwort</translation>
        </message>
        <message>
            <source>probably the wrong password: no answer to the login</source>
            <translation>wahrscheinlich das falsche Passwort: keine Antwort auf die Anmeldung</translation>
        </message>
        <message>
            <source>quality</source>
            <translation>Qualität</translation>
        </message>
        <message>
            <source>restarting</source>
            <translation>beim Neustart</translation>
        </message>
        <message>
            <source>saturation</source>
            <translation>Sättigung</translation>
        </message>
        <message>
            <source>sending failed: {reason}</source>
            <translation>das Senden ist fehlgeschlagen: {reason}</translation>
        </message>
        <message>
            <source>set, but not saved: {reason}</source>
            <translation>eingestellt, aber nicht gespeichert: {reason}</translation>
        </message>
        <message>
            <source>that are damaged ({error})</source>
            <translation>mit Schäden ({error})</translation>
        </message>
        <message>
            <source>the H.264 encoder failed ({reason}): viewers can still get the pictures as JPEG</source>
            <translation>der H.264-Encoder hat versagt ({reason}): Zuschauer können die Bilder weiter als JPEG bekommen</translation>
        </message>
        <message>
            <source>the access point ended the connection</source>
            <translation>der Zugangspunkt hat die Verbindung beendet</translation>
        </message>
        <message>
            <source>the access point ended the login</source>
            <translation>der Zugangspunkt hat die Anmeldung beendet</translation>
        </message>
        <message>
            <source>the access point is gone or too far away</source>
            <translation>der Zugangspunkt ist weg oder zu weit entfernt</translation>
        </message>
        <message>
            <source>the access point refused: it may be full, or admit only known devices</source>
            <translation>der Zugangspunkt hat abgelehnt: Vielleicht ist er voll oder lässt nur bekannte Geräte zu</translation>
        </message>
        <message>
            <source>the access point takes no more devices</source>
            <translation>der Zugangspunkt nimmt keine weiteren Geräte an</translation>
        </message>
        <message>
            <source>the address names no server (in a name or password, / is written %2F, # %23, ? %3F, @ %40)</source>
            <translation>die Adresse nennt keinen Server (in Namen und Passwort wird / als %2F geschrieben, # als %23, ? als %3F, @ als %40)</translation>
        </message>
        <message>
            <source>the answer does not describe a release</source>
            <translation>die Antwort beschreibt keine Veröffentlichung</translation>
        </message>
        <message>
            <source>the answer is not HTTP</source>
            <translation>die Antwort ist kein HTTP</translation>
        </message>
        <message>
            <source>the board does not answer any more</source>
            <translation>das Board antwortet nicht mehr</translation>
        </message>
        <message>
            <source>the board has no key: set it up by cable first</source>
            <translation>das Board hat keinen Schlüssel: Richten Sie es zuerst über Kabel ein</translation>
        </message>
        <message>
            <source>the board's flash memory does not tell its size</source>
            <translation>der Flash-Speicher des Boards nennt seine Größe nicht</translation>
        </message>
        <message>
            <source>the board's flash refused ({reason})</source>
            <translation>der Flash-Speicher des Boards hat abgelehnt ({reason})</translation>
        </message>
        <message>
            <source>the camera delivers damaged frames</source>
            <translation>die Kamera liefert beschädigte Bilder</translation>
        </message>
        <message>
            <source>the camera delivers no frames</source>
            <translation>die Kamera liefert keine Bilder</translation>
        </message>
        <message>
            <source>the camera has not started yet</source>
            <translation>die Kamera ist noch nicht gestartet</translation>
        </message>
        <message>
            <source>the camera is switched off</source>
            <translation>die Kamera ist ausgeschaltet</translation>
        </message>
        <message>
            <source>the camera left the network</source>
            <translation>die Kamera hat das Netzwerk verlassen</translation>
        </message>
        <message>
            <source>the camera refused {size}: {reason}</source>
            <translation>die Kamera hat {size} abgelehnt: {reason}</translation>
        </message>
        <message>
            <source>the camera software cannot be read ({error})</source>
            <translation>die Kamerasoftware lässt sich nicht lesen ({error})</translation>
        </message>
        <message>
            <source>the camera software of this program cannot be read ({reason}): install AtomCam again</source>
            <translation>die Kamerasoftware dieses Programms lässt sich nicht lesen ({reason}): Installieren Sie AtomCam neu</translation>
        </message>
        <message>
            <source>the certificate of the server at {place} is not to be trusted ({reason}): give it one that this computer knows or, in your own network, use rtsp:// without s</source>
            <translation>dem Zertifikat des Servers unter {place} ist nicht zu trauen ({reason}): Geben Sie ihm eines, das dieser Computer kennt, oder verwenden Sie im eigenen Netzwerk rtsp:// ohne s</translation>
        </message>
        <message>
            <source>the certificate of {host} is not one that this computer trusts ({detail}): use the camera's http:// address, or give the camera a certificate of yours</source>
            <translation>dieser Computer vertraut dem Zertifikat von {host} nicht ({detail}): Verwenden Sie die Adresse der Kamera mit http:// oder geben Sie der Kamera ein eigenes Zertifikat</translation>
        </message>
        <message>
            <source>the disk of the folder {folder} is full: delete something there, or choose another folder in the settings</source>
            <translation>der Datenträger des Ordners {folder} ist voll: Löschen Sie dort etwas, oder wählen Sie in den Einstellungen einen anderen Ordner</translation>
        </message>
        <message>
            <source>the file is far too large to be a firmware</source>
            <translation>die Datei ist für eine Firmware viel zu groß</translation>
        </message>
        <message>
            <source>the installation ended with status {status}</source>
            <translation>die Installation endete mit Status {status}</translation>
        </message>
        <message>
            <source>the macOS firewall</source>
            <translation>die Firewall von macOS</translation>
        </message>
        <message>
            <source>the marks in the folder {folder} could not be kept: {error}</source>
            <translation>die Markierungen im Ordner {folder} ließen sich nicht speichern: {error}</translation>
        </message>
        <message>
            <source>the name has characters in it that no name has</source>
            <translation>der Name enthält Zeichen, die in keinem Namen vorkommen</translation>
        </message>
        <message>
            <source>the new software did not work on {name}, which went back to version {version} by itself: it goes on as before; try again, or set it up by cable</source>
            <translation>die neue Software lief auf {name} nicht, und die Kamera ist von selbst zu Version {version} zurückgekehrt: Sie arbeitet weiter wie zuvor; versuchen Sie es erneut, oder richten Sie sie über Kabel ein</translation>
        </message>
        <message>
            <source>the offer is larger than {size} bytes</source>
            <translation>das Angebot ist größer als {size} Byte</translation>
        </message>
        <message>
            <source>the part before the path is none (in a name or password, / is written %2F, # %23, ? %3F, @ %40)</source>
            <translation>der Teil vor dem Pfad ist nicht richtig (in Namen und Passwort wird / als %2F geschrieben, # als %23, ? als %3F, @ als %40)</translation>
        </message>
        <message>
            <source>the path of the folder {folder} is so long that the system takes no such file in it: choose a folder with a shorter path in the settings, or give the camera a shorter name</source>
            <translation>der Pfad des Ordners {folder} ist so lang, dass das System keine solche Datei darin annimmt: Wählen Sie in den Einstellungen einen Ordner mit kürzerem Pfad, oder geben Sie der Kamera einen kürzeren Namen</translation>
        </message>
        <message>
            <source>the picture's data ends early or goes on too long</source>
            <translation>die Bilddaten enden zu früh oder gehen zu lange weiter</translation>
        </message>
        <message>
            <source>the pictures are not passed on by a fault of this program ({error}): the log has more</source>
            <translation>durch einen Fehler dieses Programms werden die Bilder nicht weitergeleitet ({error}): Mehr steht im Protokoll</translation>
        </message>
        <message>
            <source>the pictures of {host} are larger than 4 MB each: choose a smaller size in its settings</source>
            <translation>die Bilder von {host} sind jeweils größer als 4 MB: Wählen Sie in den Einstellungen der Kamera eine kleinere Größe</translation>
        </message>
        <message>
            <source>the program is ending</source>
            <translation>das Programm wird beendet</translation>
        </message>
        <message>
            <source>the proxy does not let this through to {host} ({answer})</source>
            <translation>der Proxy lässt dies nicht zu {host} durch ({answer})</translation>
        </message>
        <message>
            <source>the proxy wants a user name and a password</source>
            <translation>der Proxy verlangt Benutzernamen und Passwort</translation>
        </message>
        <message>
            <source>the question for the password was closed</source>
            <translation>die Frage nach dem Passwort wurde geschlossen</translation>
        </message>
        <message>
            <source>the recording ended by a fault of this program ({error}): please start it again</source>
            <translation>die Aufnahme endete durch einen Fehler dieses Programms ({error}): Bitte starten Sie sie neu</translation>
        </message>
        <message>
            <source>the recording was deleted while it ran</source>
            <translation>die Aufnahme wurde gelöscht, während sie lief</translation>
        </message>
        <message>
            <source>the recording {name} was cut short and could not be completed ({reason}): it stays in {folder} as it is, and the next start tries again</source>
            <translation>die Aufnahme {name} brach ab und ließ sich nicht vervollständigen ({reason}): Sie bleibt in {folder}, wie sie ist, und der nächste Start versucht es erneut</translation>
        </message>
        <message>
            <source>the release names none for {file}</source>
            <translation>die Veröffentlichung nennt keine für {file}</translation>
        </message>
        <message>
            <source>the scan failed ({reason})</source>
            <translation>die Suche ist fehlgeschlagen ({reason})</translation>
        </message>
        <message>
            <source>the server</source>
            <translation>der Server</translation>
        </message>
        <message>
            <source>the server at {place} asks for a name and a password: they belong into the address, as in rtsp://name:password@…</source>
            <translation>der Server unter {place} verlangt Namen und Passwort: Sie gehören in die Adresse, wie in rtsp://name:password@…</translation>
        </message>
        <message>
            <source>the server at {place} cannot be reached in encrypted form: use rtsp:// without s, or its port for rtsps</source>
            <translation>der Server unter {place} ist verschlüsselt nicht erreichbar: Verwenden Sie rtsp:// ohne s oder seinen Port für rtsps</translation>
        </message>
        <message>
            <source>the server at {place} does not accept this name and password: check both, and whether this user may send pictures (publish) there</source>
            <translation>der Server unter {place} nimmt diesen Namen und dieses Passwort nicht an: Prüfen Sie beides und ob dieser Benutzer dort Bilder senden darf (publish)</translation>
        </message>
        <message>
            <source>the server at {place} does not know the end of the address ({answer}): check it, or tell the server of it first</source>
            <translation>der Server unter {place} kennt das Ende der Adresse nicht ({answer}): Prüfen Sie es, oder machen Sie es dem Server zuerst bekannt</translation>
        </message>
        <message>
            <source>the server at {place} does not take RTSP by TCP ({answer}): allow it in its settings</source>
            <translation>der Server unter {place} nimmt kein RTSP über TCP an ({answer}): Erlauben Sie es in seinen Einstellungen</translation>
        </message>
        <message>
            <source>the server at {place} does not take the pictures ({answer}): look into its settings and its log</source>
            <translation>der Server unter {place} nimmt die Bilder nicht an ({answer}): Sehen Sie in seinen Einstellungen und seinem Protokoll nach</translation>
        </message>
        <message>
            <source>the server at {place} has ended the connection: it may be restarting</source>
            <translation>der Server unter {place} hat die Verbindung beendet: Vielleicht startet er gerade neu</translation>
        </message>
        <message>
            <source>the server at {place} has not answered for {seconds:g} seconds: check that this is the port of its RTSP server, and that it is not overloaded</source>
            <translation>der Server unter {place} antwortet seit {seconds:g} Sekunden nicht: Prüfen Sie, ob dies der Port seines RTSP-Servers ist und ob er nicht überlastet ist</translation>
        </message>
        <message>
            <source>the server at {place} has taken no pictures for {seconds:g} seconds: it hangs, or the network is too slow</source>
            <translation>der Server unter {place} hat seit {seconds:g} Sekunden keine Bilder angenommen: Er hängt, oder das Netzwerk ist zu langsam</translation>
        </message>
        <message>
            <source>the server closed the connection</source>
            <translation>der Server hat die Verbindung geschlossen</translation>
        </message>
        <message>
            <source>the server closed the connection: {reason} ({code})</source>
            <translation>der Server hat die Verbindung geschlossen: {reason} ({code})</translation>
        </message>
        <message>
            <source>the server does not read</source>
            <translation>der Server liest nicht</translation>
        </message>
        <message>
            <source>the server gives only a part of it ({status})</source>
            <translation>der Server gibt nur einen Teil davon heraus ({status})</translation>
        </message>
        <message>
            <source>the server refused with {answer}</source>
            <translation>der Server hat mit {answer} abgelehnt</translation>
        </message>
        <message>
            <source>the server's handshake does not answer ours</source>
            <translation>die Begrüßung des Servers passt nicht zu unserer</translation>
        </message>
        <message>
            <source>the settings' memory refused ({reason})</source>
            <translation>der Speicher für die Einstellungen hat abgelehnt ({reason})</translation>
        </message>
        <message>
            <source>the system does not get it open</source>
            <translation>das System bekommt ihn nicht auf</translation>
        </message>
        <message>
            <source>the system does not tell which one</source>
            <translation>welches, sagt das System nicht</translation>
        </message>
        <message>
            <source>the update of {name} was stopped: it goes on with the software that it had</source>
            <translation>die Aktualisierung von {name} wurde abgebrochen: Die Kamera arbeitet mit ihrer bisherigen Software weiter</translation>
        </message>
        <message>
            <source>there are {count} share links already: revoke one that is no longer needed</source>
            <translation>es gibt schon {count} Links zum Zusehen: Widerrufen Sie einen, der nicht mehr gebraucht wird</translation>
        </message>
        <message>
            <source>this address is already a camera here ({detail})</source>
            <translation>diese Adresse gehört hier schon zu einer Kamera ({detail})</translation>
        </message>
        <message>
            <source>this board has no light that it could blink</source>
            <translation>dieses Board hat kein Licht, das blinken könnte</translation>
        </message>
        <message>
            <source>this camera has no control named {control}</source>
            <translation>diese Kamera hat keinen Regler namens {control}</translation>
        </message>
        <message>
            <source>this camera is not known here</source>
            <translation>diese Kamera ist hier nicht bekannt</translation>
        </message>
        <message>
            <source>this computer does not let ordinary programs use port {port}: choose one above 1023, for example {free_port}</source>
            <translation>dieser Computer lässt gewöhnliche Programme Port {port} nicht benutzen: Wählen Sie einen über 1023, zum Beispiel {free_port}</translation>
        </message>
        <message>
            <source>this is no camera's address ({detail}): it looks like 192.168.1.7, http://192.168.1.7:81/stream or rtsp://192.168.1.7/stream; user name and password do not belong in it</source>
            <translation>das ist keine Adresse einer Kamera ({detail}): Sie sieht aus wie 192.168.1.7, http://192.168.1.7:81/stream oder rtsp://192.168.1.7/stream; Benutzername und Passwort gehören nicht hinein</translation>
        </message>
        <message>
            <source>this is too long, or has characters in it that no address has</source>
            <translation>das ist zu lang oder enthält Zeichen, die in keiner Adresse vorkommen</translation>
        </message>
        <message>
            <source>this system has no pkexec, which asks for the administrator's password</source>
            <translation>dieses System hat kein pkexec, das nach dem Passwort des Administrators fragt</translation>
        </message>
        <message>
            <source>this user may not open it</source>
            <translation>dieser Benutzer darf ihn nicht öffnen</translation>
        </message>
        <message>
            <source>this user was not allowed to, or nothing here can ask for the password ({said})</source>
            <translation>dieser Benutzer durfte es nicht, oder nichts hier kann nach dem Passwort fragen ({said})</translation>
        </message>
        <message>
            <source>too many bytes</source>
            <translation>zu viele Bytes</translation>
        </message>
        <message>
            <source>too many pixels</source>
            <translation>zu viele Pixel</translation>
        </message>
        <message>
            <source>truncated</source>
            <translation>abgeschnitten</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>unknown chip</source>
            <translation>unbekannter Chip</translation>
        </message>
        <message>
            <source>vflip</source>
            <translation>Auf den Kopf stellen</translation>
        </message>
        <message>
            <source>what answers at {place} does not speak RTSP: check the port, usually 554 or 8554</source>
            <translation>was unter {place} antwortet, spricht kein RTSP: Prüfen Sie den Port, meist 554 oder 8554</translation>
        </message>
        <message>
            <source>what must be blank</source>
            <translation>was leer sein muss</translation>
        </message>
        <message>
            <source>what {host} sends at this address is no picture that AtomCam shows ({detail}): choose MJPEG, H.264 or H.265 in the camera's settings, or another address</source>
            <translation>was {host} unter dieser Adresse sendet, ist kein Bild, das AtomCam zeigen kann ({detail}): Wählen Sie in den Einstellungen der Kamera MJPEG, H.264 oder H.265, oder verwenden Sie eine andere Adresse</translation>
        </message>
        <message>
            <source>whose tables do not belong together</source>
            <translation>mit Tabellen, die nicht zusammengehören,</translation>
        </message>
        <message>
            <source>with quantisation tables of an unusual kind</source>
            <translation>mit Quantisierungstabellen ungewöhnlicher Art</translation>
        </message>
        <message>
            <source>writing</source>
            <translation>beim Aufspielen</translation>
        </message>
        <message>
            <source>wrong password</source>
            <translation>falsches Passwort</translation>
        </message>
        <message>
            <source>wrong proof of the key</source>
            <translation>der Beweis des Schlüssels stimmt nicht</translation>
        </message>
        <message>
            <source>{address} belongs to {interface}, a VPN or a virtual network, which cameras hardly ever reach.</source>
            <translation>{address} gehört zu {interface}, einem VPN oder virtuellen Netzwerk, das Kameras fast nie erreichen.</translation>
        </message>
        <message>
            <source>{address} is not an address of this computer now: choose another listening address, or 0.0.0.0 for all of them</source>
            <translation>{address} ist gerade keine Adresse dieses Computers: Wählen Sie eine andere Adresse für den Empfang, oder 0.0.0.0 für alle</translation>
        </message>
        <message>
            <source>{amount:.0f} MB</source>
            <translation>{amount:.0f} MB</translation>
        </message>
        <message>
            <source>{amount:.1f} GB</source>
            <translation>{amount:.1f} GB</translation>
        </message>
        <message>
            <source>{amount:.1f} MB</source>
            <translation>{amount:.1f} MB</translation>
        </message>
        <message>
            <source>{cause}. Until then everything new is kept in {folder}</source>
            <translation>{cause}. Bis dahin wird alles Neue in {folder} aufgehoben</translation>
        </message>
        <message>
            <source>{control} is a number from {minimum:g} to {maximum:g}</source>
            <translation>{control}: nur Zahlen von {minimum:g} bis {maximum:g}</translation>
        </message>
        <message>
            <source>{control} is on or off</source>
            <translation>{control}: nur an oder aus</translation>
        </message>
        <message>
            <source>{control} is one of {choices}</source>
            <translation>{control}: nur einer dieser Werte: {choices}</translation>
        </message>
        <message>
            <source>{control} must be a number from {low} to {high}</source>
            <translation>{control}: nur Zahlen von {low} bis {high}</translation>
        </message>
        <message>
            <source>{control} must be a text of 1 to {most} characters</source>
            <translation>{control}: nur ein Text von 1 bis {most} Zeichen</translation>
        </message>
        <message>
            <source>{control} must be one of {choices}</source>
            <translation>{control}: nur einer dieser Werte: {choices}</translation>
        </message>
        <message>
            <source>{control} must be true or false</source>
            <translation>{control}: nur an oder aus</translation>
        </message>
        <message>
            <source>{control}: must be one of {choices}</source>
            <translation>{control}: nur einer dieser Werte: {choices}</translation>
        </message>
        <message>
            <source>{control}: there is no camera yet</source>
            <translation>{control}: noch ist keine Kamera da</translation>
        </message>
        <message>
            <source>{control}: there is no such control</source>
            <translation>{control}: einen solchen Regler gibt es nicht</translation>
        </message>
        <message>
            <source>{control}: this camera has no such control</source>
            <translation>{control}: diese Kamera hat keinen solchen Regler</translation>
        </message>
        <message>
            <source>{control}: this camera lacks it</source>
            <translation>{control}: das fehlt dieser Kamera</translation>
        </message>
        <message>
            <source>{file} is not what was offered</source>
            <translation>{file} ist nicht das, was angeboten wurde</translation>
        </message>
        <message>
            <source>{host} answered something else than JSON</source>
            <translation>{host} hat etwas anderes als JSON geantwortet</translation>
        </message>
        <message>
            <source>{host} answered {status}, {words}</source>
            <translation>{host} hat mit {status} geantwortet, {words}</translation>
        </message>
        <message>
            <source>{host} answers, but none of the usual addresses has a picture: look for the stream's address in the camera's manual</source>
            <translation>{host} antwortet, hat aber unter keiner der üblichen Adressen ein Bild: Suchen Sie die Adresse des Datenstroms in der Anleitung der Kamera</translation>
        </message>
        <message>
            <source>{host} answers, but not as such an address does ({detail}): check the port, and the beginning of the address</source>
            <translation>{host} antwortet, aber nicht so, wie es zu einer solchen Adresse gehört ({detail}): Prüfen Sie den Port und den Anfang der Adresse</translation>
        </message>
        <message>
            <source>{host} answers, but sends no picture: restart the camera if this goes on</source>
            <translation>{host} antwortet, sendet aber kein Bild: Starten Sie die Kamera neu, wenn das so bleibt</translation>
        </message>
        <message>
            <source>{host} cannot be reached ({detail}): check that the camera has power and that this computer is in the same network</source>
            <translation>{host} ist nicht erreichbar ({detail}): Prüfen Sie, ob die Kamera Strom hat und ob dieser Computer im selben Netzwerk ist</translation>
        </message>
        <message>
            <source>{host} cannot be reached ({reason})</source>
            <translation>{host} ist nicht erreichbar ({reason})</translation>
        </message>
        <message>
            <source>{host} closed the connection without an answer</source>
            <translation>{host} hat die Verbindung ohne Antwort geschlossen</translation>
        </message>
        <message>
            <source>{host} did not answer in time</source>
            <translation>{host} hat nicht rechtzeitig geantwortet</translation>
        </message>
        <message>
            <source>{host} does not accept this user name and password: check both; too many attempts may lock the camera for a while</source>
            <translation>{host} nimmt diesen Benutzernamen und dieses Passwort nicht an: Prüfen Sie beides; nach zu vielen Versuchen sperrt sich die Kamera vielleicht eine Weile</translation>
        </message>
        <message>
            <source>{host} does not answer like a web server</source>
            <translation>{host} antwortet nicht wie ein Webserver</translation>
        </message>
        <message>
            <source>{host} does not answer: check that the camera has power and that this computer is in the same network</source>
            <translation>{host} antwortet nicht: Prüfen Sie, ob die Kamera Strom hat und ob dieser Computer im selben Netzwerk ist</translation>
        </message>
        <message>
            <source>{host} does not give its picture away ({detail}): allow this user to watch in the camera's own settings</source>
            <translation>{host} gibt das Bild nicht heraus ({detail}): Erlauben Sie diesem Benutzer das Zusehen in den Einstellungen der Kamera selbst</translation>
        </message>
        <message>
            <source>{host} ended the connection: it may be restarting, or serve only one viewer at a time</source>
            <translation>{host} hat die Verbindung beendet: Vielleicht startet die Kamera gerade neu oder lässt nur einen Zuschauer zugleich zu</translation>
        </message>
        <message>
            <source>{host} has no room for another viewer now ({detail}): close others that watch it</source>
            <translation>{host} hat gerade keinen Platz für einen weiteren Zuschauer ({detail}): Schließen Sie andere Programme, die der Kamera zusehen</translation>
        </message>
        <message>
            <source>{host} has nothing at this address: check the part after the host's name</source>
            <translation>{host} hat unter dieser Adresse nichts: Prüfen Sie den Teil nach dem Namen des Geräts</translation>
        </message>
        <message>
            <source>{host} is there, but nothing answers at this port: check the port, and that the camera's stream is switched on</source>
            <translation>{host} ist da, aber an diesem Port antwortet nichts: Prüfen Sie den Port und ob der Datenstrom der Kamera eingeschaltet ist</translation>
        </message>
        <message>
            <source>{host} refused the connection</source>
            <translation>{host} hat die Verbindung abgelehnt</translation>
        </message>
        <message>
            <source>{host} wants a user name and a password: they are those of the camera's own page</source>
            <translation>{host} verlangt Benutzernamen und Passwort: Es sind die der Seite, die zur Kamera gehört</translation>
        </message>
        <message>
            <source>{host} was not found; this computer seems to have no internet connection</source>
            <translation>{host} wurde nicht gefunden; dieser Computer hat anscheinend keine Internetverbindung</translation>
        </message>
        <message>
            <source>{host}: {error}</source>
            <translation>{host}: {error}</translation>
        </message>
        <message>
            <source>{name} answered something that makes no sense in an update: nothing was changed; set it up by cable to put the newest software on it</source>
            <translation>{name} hat bei der Aktualisierung etwas Unverständliches geantwortet: Es wurde nichts geändert; richten Sie die Kamera über Kabel ein, um die neueste Software aufzuspielen</translation>
        </message>
        <message>
            <source>{name} came back with the new software and went again: it goes back to its old software by itself if the new one does not work; look whether it has power and WiFi</source>
            <translation>{name} kam mit der neuen Software wieder und verschwand erneut: Die Kamera kehrt von selbst zu ihrer alten Software zurück, wenn die neue nicht läuft; sehen Sie nach, ob sie Strom und WLAN hat</translation>
        </message>
        <message>
            <source>{name} could not be made ({reason}): the recording itself is as it was; its pictures can be exported instead</source>
            <translation>{name} ließ sich nicht erstellen ({reason}): Die Aufnahme selbst ist, wie sie war; stattdessen lassen sich ihre Bilder exportieren</translation>
        </message>
        <message>
            <source>{name} could not be moved to the trash ({reason}): check that no other program uses it and that its folder is yours. Some disks have no trash; delete it there with the system's file manager</source>
            <translation>{name} ließ sich nicht in den Papierkorb verschieben ({reason}): Prüfen Sie, ob kein anderes Programm die Datei benutzt und ob der Ordner Ihnen gehört. Manche Datenträger haben keinen Papierkorb; löschen Sie die Datei dort in der Dateiverwaltung des Systems</translation>
        </message>
        <message>
            <source>{name} could not be renamed ({reason}): check that the folder is yours and that no other program uses the file</source>
            <translation>{name} ließ sich nicht umbenennen ({reason}): Prüfen Sie, ob der Ordner Ihnen gehört und kein anderes Programm die Datei benutzt</translation>
        </message>
        <message>
            <source>{name} did not answer for {seconds:g} s</source>
            <translation>{name} hat {seconds:g} s lang nicht geantwortet</translation>
        </message>
        <message>
            <source>{name} did not answer within {seconds:g} s: try again, and restart the camera if it stays like this</source>
            <translation>{name} hat nicht innerhalb von {seconds:g} s geantwortet: Versuchen Sie es erneut, und starten Sie die Kamera neu, wenn das so bleibt</translation>
        </message>
        <message>
            <source>{name} does not run AtomCam's camera software: set it up by cable first, if it is an AtomS3R-CAM or AtomS3R-M12</source>
            <translation>auf {name} läuft nicht die Kamerasoftware von AtomCam: Richten Sie die Kamera zuerst über Kabel ein, wenn es eine AtomS3R-CAM oder AtomS3R-M12 ist</translation>
        </message>
        <message>
            <source>{name} has no key of this computer, and takes new software from nobody without one: set it up by cable, which gives it one</source>
            <translation>{name} hat keinen Schlüssel dieses Computers und nimmt ohne ihn von niemandem neue Software an: Richten Sie die Kamera über Kabel ein, dabei bekommt sie einen</translation>
        </message>
        <message>
            <source>{name} has not been allowed to show pictures yet</source>
            <translation>{name} darf noch keine Bilder zeigen</translation>
        </message>
        <message>
            <source>{name} has not come back from its restart yet: it goes back to its old software by itself if the new one does not work; take its power away for a moment if it stays away</source>
            <translation>{name} ist nach dem Neustart noch nicht wieder da: Die Kamera kehrt von selbst zu ihrer alten Software zurück, wenn die neue nicht läuft; bleibt sie weg, nehmen Sie ihr kurz den Strom</translation>
        </message>
        <message>
            <source>{name} has not said what software it runs: only cameras that were set up here can be updated</source>
            <translation>{name} hat nicht gesagt, welche Software läuft: Nur Kameras, die hier eingerichtet wurden, lassen sich aktualisieren</translation>
        </message>
        <message>
            <source>{name} has nothing that could be set from here</source>
            <translation>{name} hat nichts, was sich von hier aus einstellen ließe</translation>
        </message>
        <message>
            <source>{name} is being updated already: wait for its end</source>
            <translation>{name} wird schon aktualisiert: Warten Sie das Ende ab</translation>
        </message>
        <message>
            <source>{name} is not connected: check that it has power and WiFi, and try again when it is back</source>
            <translation>{name} ist nicht verbunden: Prüfen Sie, ob Strom und WLAN da sind, und versuchen Sie es erneut, wenn die Kamera wieder da ist</translation>
        </message>
        <message>
            <source>{name} is not there any more: another program has renamed, moved or deleted it</source>
            <translation>{name} ist nicht mehr da: Ein anderes Programm hat die Datei umbenannt, verschoben oder gelöscht</translation>
        </message>
        <message>
            <source>{name} is still being recorded: stop the recording first</source>
            <translation>{name} wird noch aufgenommen: Beenden Sie zuerst die Aufnahme</translation>
        </message>
        <message>
            <source>{name} refused and gave no reason</source>
            <translation>{name} hat abgelehnt und keinen Grund genannt</translation>
        </message>
        <message>
            <source>{name} refused the update ({reason})</source>
            <translation>{name} hat die Aktualisierung abgelehnt ({reason})</translation>
        </message>
        <message>
            <source>{name} was lost while it was being updated</source>
            <translation>{name} ging während der Aktualisierung verloren</translation>
        </message>
        <message>
            <source>{part}, from {address:#x} on</source>
            <translation>{part}, ab {address:#x}</translation>
        </message>
        <message>
            <source>{path} cannot be played: it is not a video, or its beginning is destroyed</source>
            <translation>{path} lässt sich nicht abspielen: Die Datei ist kein Video, oder ihr Anfang ist zerstört</translation>
        </message>
        <message>
            <source>{path} cannot be read ({detail}): check the disk that it is on</source>
            <translation>{path} lässt sich nicht lesen ({detail}): Prüfen Sie den Datenträger, auf dem die Datei ist</translation>
        </message>
        <message>
            <source>{path} cannot be read ({reason})</source>
            <translation>{path} lässt sich nicht lesen ({reason})</translation>
        </message>
        <message>
            <source>{path} could not be read ({reason})</source>
            <translation>{path} ließ sich nicht lesen ({reason})</translation>
        </message>
        <message>
            <source>{path} could not be written ({reason}): free some space or check who owns the folder</source>
            <translation>{path} ließ sich nicht schreiben ({reason}): Schaffen Sie Platz oder prüfen Sie, wem der Ordner gehört</translation>
        </message>
        <message>
            <source>{path} holds no pictures that this program can show: try another player</source>
            <translation>{path} enthält keine Bilder, die dieses Programm zeigen kann: Versuchen Sie es mit einem anderen Abspielprogramm</translation>
        </message>
        <message>
            <source>{path} holds no pictures: the recording ended before the first one, and it can be deleted</source>
            <translation>{path} enthält keine Bilder: Die Aufnahme endete vor dem ersten, und die Datei kann gelöscht werden</translation>
        </message>
        <message>
            <source>{path} is broken and could not be set aside ({reason})</source>
            <translation>{path} ist beschädigt und ließ sich nicht beiseitelegen ({reason})</translation>
        </message>
        <message>
            <source>{path} is empty: nothing was ever written to it, and it can be deleted</source>
            <translation>{path} ist leer: Es wurde nie etwas hineingeschrieben, und die Datei kann gelöscht werden</translation>
        </message>
        <message>
            <source>{path} is gone: it was moved, renamed or deleted, or its disk was taken out. Look in the library</source>
            <translation>{path} ist weg: Die Datei wurde verschoben, umbenannt oder gelöscht, oder ihr Datenträger wurde entfernt. Sehen Sie in der Mediathek nach</translation>
        </message>
        <message>
            <source>{path} is missing or damaged ({reason}): install AtomCam again</source>
            <translation>{path} fehlt oder ist beschädigt ({reason}): Installieren Sie AtomCam neu</translation>
        </message>
        <message>
            <source>{path} is not what was to be installed</source>
            <translation>{path} ist nicht das, was installiert werden sollte</translation>
        </message>
        <message>
            <source>{path} may not be read by you: ask the person who owns it, or change its permissions</source>
            <translation>{path} dürfen Sie nicht lesen: Fragen Sie die Person, der die Datei gehört, oder ändern Sie die Rechte</translation>
        </message>
        <message>
            <source>{reason}: {line}</source>
            <translation>{reason}: {line}</translation>
        </message>
        <message>
            <source>{size:.0f} MB more have to be free on its disk</source>
            <translation>auf ihrem Datenträger müssen {size:.0f} MB mehr frei sein</translation>
        </message>
        <message>
            <source>{some} and {other}</source>
            <translation>{some} und {other}</translation>
        </message>
        <message>
            <source>{url} is not a secure (https) address</source>
            <translation>{url} ist keine sichere Adresse (https)</translation>
        </message>
        <message>
            <source>{why}: an address looks like rtsp://192.168.1.5:8554/kitchen</source>
            <translation>{why}: Eine Adresse sieht aus wie rtsp://192.168.1.5:8554/kitchen</translation>
        </message>
        <message>
            <source>{why}: it goes on with the software that it had; try again</source>
            <translation>{why}: Die Kamera arbeitet mit ihrer bisherigen Software weiter; versuchen Sie es erneut</translation>
        </message>
    </context>
    <context>
        <name>FilterBar</name>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>All cameras</source>
            <translation>Alle Kameras</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Kamera</translation>
        </message>
        <message>
            <source>Marked</source>
            <translation>Markiert</translation>
        </message>
        <message>
            <source>Names, cameras, days and times: garden november, 22.11., 2026-11, yesterday</source>
            <translation>Namen, Kameras, Tage und Zeiten: garten november, 22.11., 2026-11, gestern</translation>
        </message>
        <message>
            <source>Recordings</source>
            <translation>Aufnahmen</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Search by name or day</source>
            <translation>Nach Name oder Tag suchen</translation>
        </message>
        <message>
            <source>Show everything</source>
            <translation>Alles zeigen</translation>
        </message>
        <message>
            <source>Show only recordings</source>
            <translation>Nur Aufnahmen zeigen</translation>
        </message>
        <message>
            <source>Show only snapshots</source>
            <translation>Nur Schnappschüsse zeigen</translation>
        </message>
        <message>
            <source>Show only what you marked to be kept</source>
            <translation>Nur zeigen, was Sie zum Behalten markiert haben</translation>
        </message>
        <message>
            <source>Snapshots</source>
            <translation>Schnappschüsse</translation>
        </message>
        <message>
            <source>Whose snapshots and recordings are shown</source>
            <translation>Wessen Schnappschüsse und Aufnahmen gezeigt werden</translation>
        </message>
    </context>
    <context>
        <name>FirmwarePage</name>
        <message>
            <source>&amp;Erase everything on the camera first</source>
            <translation>Zuerst alles auf der Kamera &amp;löschen</translation>
        </message>
        <message>
            <source>&amp;Keep the camera's WiFi settings</source>
            <translation>&amp;WLAN-Einstellungen der Kamera behalten</translation>
        </message>
        <message>
            <source>A firmware.bin, or the .zip of a release, that is on this computer</source>
            <translation>Eine firmware.bin oder die .zip-Datei einer Veröffentlichung, die auf diesem Computer ist</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Another firmware, or everything erased first</source>
            <translation>Eine andere Firmware, oder zuerst alles löschen</translation>
        </message>
        <message>
            <source>Camera firmware %1</source>
            <translation>Kamera-Firmware %1</translation>
        </message>
        <message>
            <source>Choose a &amp;file…</source>
            <translation>&amp;Datei wählen…</translation>
        </message>
        <message>
            <source>Choose a file…</source>
            <translation>Datei wählen…</translation>
        </message>
        <message>
            <source>Choose a firmware</source>
            <translation>Firmware wählen</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>Herunterladen</translation>
        </message>
        <message>
            <source>Download and install</source>
            <translation>Laden und installieren</translation>
        </message>
        <message>
            <source>Download it again</source>
            <translation>Noch einmal herunterladen</translation>
        </message>
        <message>
            <source>Downloading the firmware.</source>
            <translation>Die Firmware wird heruntergeladen.</translation>
        </message>
        <message>
            <source>Firmware (*.bin *.zip)</source>
            <translation>Firmware (*.bin *.zip)</translation>
        </message>
        <message>
            <source>Install</source>
            <translation>Installieren</translation>
        </message>
        <message>
            <source>Install the camera software</source>
            <translation>Kamerasoftware installieren</translation>
        </message>
        <message>
            <source>It takes a minute or two. Where it is interrupted, it can simply be repeated.</source>
            <translation>Das dauert ein bis zwei Minuten. Wird es unterbrochen, lässt es sich einfach wiederholen.</translation>
        </message>
        <message>
            <source>Its settings go too. Takes longer; helps where a camera never gets ready</source>
            <translation>Auch die Einstellungen gehen verloren. Dauert länger; hilft, wenn eine Kamera nie bereit wird</translation>
        </message>
        <message>
            <source>Leave alone the part of its memory in which it keeps its settings</source>
            <translation>Den Teil ihres Speichers nicht anrühren, in dem ihre Einstellungen stehen</translation>
        </message>
        <message>
            <source>More choices</source>
            <translation>Mehr Auswahl</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>Nicht bekannt</translation>
        </message>
        <message>
            <source>On the camera</source>
            <translation>Auf der Kamera</translation>
        </message>
        <message>
            <source>Stop the download; it goes on there next time</source>
            <translation>Das Herunterladen anhalten; beim nächsten Mal geht es dort weiter</translation>
        </message>
        <message>
            <source>The file that you choose</source>
            <translation>Die Datei, die Sie wählen</translation>
        </message>
        <message>
            <source>The firmware that AtomCam was tested with</source>
            <translation>Die Firmware, mit der AtomCam getestet wurde</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Use the &amp;recommended one</source>
            <translation>&amp;Empfohlene nutzen</translation>
        </message>
        <message>
            <source>Use the recommended one</source>
            <translation>Empfohlene nutzen</translation>
        </message>
        <message>
            <source>Will be written</source>
            <translation>Wird aufgespielt</translation>
        </message>
        <message>
            <source>Will be written: %1, %2</source>
            <translation>Wird aufgespielt: %1, %2</translation>
        </message>
        <message>
            <source>Write this software onto the camera</source>
            <translation>Diese Software auf die Kamera aufspielen</translation>
        </message>
        <message>
            <source>downloaded and checked</source>
            <translation>heruntergeladen und geprüft</translation>
        </message>
        <message>
            <source>your own file %1</source>
            <translation>eigene Datei %1</translation>
        </message>
    </context>
    <context>
        <name>FlashPage</name>
        <message>
            <source>Bring the camera into your WiFi</source>
            <translation>Die Kamera in Ihr WLAN bringen</translation>
        </message>
        <message>
            <source>Chip</source>
            <translation>Chip</translation>
        </message>
        <message>
            <source>Choose WiFi</source>
            <translation>WLAN wählen</translation>
        </message>
        <message>
            <source>Choose another board</source>
            <translation>Anderes Board wählen</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Go back, and choose the port of another board</source>
            <translation>Zurückgehen und den Anschluss eines anderen Boards wählen</translation>
        </message>
        <message>
            <source>Goes on once it is done</source>
            <translation>Geht weiter, sobald es fertig ist</translation>
        </message>
        <message>
            <source>Install</source>
            <translation>Installieren</translation>
        </message>
        <message>
            <source>Installation</source>
            <translation>Installation</translation>
        </message>
        <message>
            <source>Installing the software</source>
            <translation>Die Software wird installiert</translation>
        </message>
        <message>
            <source>It was checked, the camera has started again, and it answers.</source>
            <translation>Sie ist geprüft, die Kamera ist neu gestartet und antwortet.</translation>
        </message>
        <message>
            <source>Leave the camera plugged in until this is done.</source>
            <translation>Lassen Sie die Kamera angeschlossen, bis dies fertig ist.</translation>
        </message>
        <message>
            <source>MAC address</source>
            <translation>MAC-Adresse</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>Stop writing; the camera does not work until the rest is written</source>
            <translation>Das Aufspielen anhalten; die Kamera funktioniert erst, wenn auch der Rest aufgespielt ist</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>Hält an…</translation>
        </message>
        <message>
            <source>The software is installed</source>
            <translation>Die Software ist installiert</translation>
        </message>
        <message>
            <source>The software is not installed yet</source>
            <translation>Die Software ist noch nicht installiert</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>What is already on the camera is kept, and not written again.</source>
            <translation>Was schon auf der Kamera ist, bleibt und wird nicht noch einmal aufgespielt.</translation>
        </message>
        <message>
            <source>Write what is not on the camera yet</source>
            <translation>Aufspielen, was noch nicht auf der Kamera ist</translation>
        </message>
    </context>
    <context>
        <name>FolderEdit</name>
        <message>
            <source>Choose a folder</source>
            <translation>Einen Ordner wählen</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Wählen…</translation>
        </message>
        <message>
            <source>Leave it empty for the usual folder</source>
            <translation>Leer lassen für den üblichen Ordner</translation>
        </message>
    </context>
    <context>
        <name>FreeSpace</name>
        <message>
            <source>%1 free</source>
            <translation>%1 frei</translation>
        </message>
        <message>
            <source>Room on the disk for recordings, in %1</source>
            <translation>Platz für Aufnahmen auf dem Datenträger, in %1</translation>
        </message>
    </context>
    <context>
        <name>HealthPage</name>
        <message>
            <source>%1, last hour</source>
            <translation>%1, letzte Stunde</translation>
        </message>
        <message>
            <source>At the camera; below −75 it gets slow.</source>
            <translation>An der Kamera; unter −75 wird es langsam.</translation>
        </message>
        <message>
            <source>Data rate</source>
            <translation>Datenrate</translation>
        </message>
        <message>
            <source>Delay</source>
            <translation>Verzögerung</translation>
        </message>
        <message>
            <source>Free memory</source>
            <translation>Freier Speicher</translation>
        </message>
        <message>
            <source>From the camera's lens to this screen.</source>
            <translation>Vom Objektiv der Kamera bis zu diesem Bildschirm.</translation>
        </message>
        <message>
            <source>How many arrive here.</source>
            <translation>Wie viele hier ankommen.</translation>
        </message>
        <message>
            <source>Lost or damaged</source>
            <translation>Verloren oder beschädigt</translation>
        </message>
        <message>
            <source>Of the last five minutes' pictures.</source>
            <translation>Von den Bildern der letzten fünf Minuten.</translation>
        </message>
        <message>
            <source>Pictures a second</source>
            <translation>Bilder pro Sekunde</translation>
        </message>
        <message>
            <source>Running for</source>
            <translation>Läuft seit</translation>
        </message>
        <message>
            <source>Save as a table…</source>
            <translation>Als Tabelle speichern…</translation>
        </message>
        <message>
            <source>Since the camera's last start.</source>
            <translation>Seit dem letzten Start der Kamera.</translation>
        </message>
        <message>
            <source>The last hour's figures as a file for spreadsheets (CSV)</source>
            <translation>Die Werte der letzten Stunde als Datei für Tabellenprogramme (CSV)</translation>
        </message>
        <message>
            <source>Time for a picture</source>
            <translation>Zeit für ein Bild</translation>
        </message>
        <message>
            <source>To make one and to send it.</source>
            <translation>Um eines zu machen und zu senden.</translation>
        </message>
        <message>
            <source>What is left to work with.</source>
            <translation>Was der Kamera zum Arbeiten bleibt.</translation>
        </message>
        <message>
            <source>What it takes of your WiFi.</source>
            <translation>Wie viel von Ihrem WLAN sie braucht.</translation>
        </message>
        <message>
            <source>WiFi signal</source>
            <translation>WLAN-Empfang</translation>
        </message>
        <message>
            <source>capture</source>
            <translation>Aufnehmen</translation>
        </message>
        <message>
            <source>damaged</source>
            <translation>beschädigt</translation>
        </message>
        <message>
            <source>encode</source>
            <translation>Komprimieren</translation>
        </message>
        <message>
            <source>lost</source>
            <translation>verloren</translation>
        </message>
        <message>
            <source>send</source>
            <translation>Senden</translation>
        </message>
    </context>
    <context>
        <name>HelpControl</name>
        <message>
            <source>AtomCam %1 is there.</source>
            <translation>AtomCam %1 ist da.</translation>
        </message>
        <message>
            <source>AtomCam was not closed properly the last time.</source>
            <translation>AtomCam wurde beim letzten Mal nicht richtig beendet.</translation>
        </message>
        <message>
            <source>AtomCam was not closed properly the last time. Recordings that were under way are repaired.</source>
            <translation>AtomCam wurde beim letzten Mal nicht richtig beendet. Aufnahmen, die gerade liefen, werden repariert.</translation>
        </message>
        <message>
            <source>Open its page in your browser; nothing is installed by itself</source>
            <translation>Die Seite dazu im Browser öffnen; von selbst wird nichts installiert</translation>
        </message>
        <message>
            <source>Save a report…</source>
            <translation>Bericht speichern…</translation>
        </message>
        <message>
            <source>Save what happened, for whoever can help</source>
            <translation>Speichern, was geschehen ist, für alle, die helfen können</translation>
        </message>
        <message>
            <source>Settings, cameras and share links hold only until AtomCam is closed: nothing can be written in the folder %1 (%2).</source>
            <translation>Einstellungen, Kameras und Links zum Zusehen gelten nur, bis AtomCam beendet wird: In den Ordner %1 lässt sich nichts schreiben (%2).</translation>
        </message>
        <message>
            <source>Something went wrong inside AtomCam.</source>
            <translation>In AtomCam ist etwas schiefgegangen.</translation>
        </message>
        <message>
            <source>What is new</source>
            <translation>Was ist neu</translation>
        </message>
    </context>
    <context>
        <name>HelpWindow</name>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>Topics</source>
            <translation>Themen</translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message>
            <source>Camera's controls</source>
            <translation>Regler der Kamera</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>How the camera fares</source>
            <translation>Wie es der Kamera geht</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Something is wrong</source>
            <translation>Etwas stimmt nicht</translation>
        </message>
        <message>
            <source>What the camera can be set to</source>
            <translation>Was sich an der Kamera einstellen lässt</translation>
        </message>
    </context>
    <context>
        <name>InspectorControl</name>
        <message>
            <source>For some seconds its light blinks, or its picture has a coloured border.</source>
            <translation>Einige Sekunden lang blinkt ihr Licht, oder ihr Bild hat einen farbigen Rand.</translation>
        </message>
        <message>
            <source>No camera is shown.</source>
            <translation>Es wird keine Kamera gezeigt.</translation>
        </message>
        <message>
            <source>Not taken when it came back: %1</source>
            <translation>Bei ihrer Rückkehr nicht angenommen: %1</translation>
        </message>
        <message>
            <source>Save the last hour as a table</source>
            <translation>Die letzte Stunde als Tabelle speichern</translation>
        </message>
        <message>
            <source>Saved as %1</source>
            <translation>Gespeichert als %1</translation>
        </message>
        <message>
            <source>Tables (*.csv)</source>
            <translation>Tabellen (*.csv)</translation>
        </message>
        <message>
            <source>The camera is not connected. Its settings can be changed when it is back.</source>
            <translation>Die Kamera ist nicht verbunden. Ihre Einstellungen lassen sich ändern, wenn sie wieder da ist.</translation>
        </message>
        <message>
            <source>The camera is not connected. What you have set will be sent when it is back.</source>
            <translation>Die Kamera ist nicht verbunden. Was Sie eingestellt haben, wird gesendet, wenn sie wieder da ist.</translation>
        </message>
        <message>
            <source>This camera is not connected. What it can be set to is shown when it is back.</source>
            <translation>Diese Kamera ist nicht verbunden. Was sich an ihr einstellen lässt, erscheint, wenn sie wieder da ist.</translation>
        </message>
        <message>
            <source>This camera offers no settings here. Cameras with AtomCam's software do; others are set on their own page, or where they were set up.</source>
            <translation>Diese Kamera hat hier nichts einzustellen. Bei Kameras mit der Software von AtomCam geht das; andere werden auf ihrer eigenen Seite eingestellt oder dort, wo sie eingerichtet wurden.</translation>
        </message>
        <message>
            <source>What this camera can be set to is shown once you allow it.</source>
            <translation>Was sich an dieser Kamera einstellen lässt, erscheint, sobald Sie sie zulassen.</translation>
        </message>
    </context>
    <context>
        <name>ItemActions</name>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <source>&amp;Export pictures…</source>
            <translation>Bilder &amp;exportieren…</translation>
        </message>
        <message>
            <source>&amp;Mark</source>
            <translation>&amp;Markieren</translation>
        </message>
        <message>
            <source>&amp;Open</source>
            <translation>Ö&amp;ffnen</translation>
        </message>
        <message>
            <source>&amp;Play</source>
            <translation>A&amp;bspielen</translation>
        </message>
        <message>
            <source>&amp;Rename</source>
            <translation>&amp;Umbenennen</translation>
        </message>
        <message>
            <source>Convert to MP&amp;4…</source>
            <translation>In MP4 um&amp;wandeln…</translation>
        </message>
        <message>
            <source>Copy the files, to paste them elsewhere</source>
            <translation>Die Dateien kopieren, um sie anderswo einzufügen</translation>
        </message>
        <message>
            <source>Give the file another name</source>
            <translation>Der Datei einen anderen Namen geben</translation>
        </message>
        <message>
            <source>Make a file that browsers and phones can play</source>
            <translation>Eine Datei erstellen, die Browser und Telefone abspielen können</translation>
        </message>
        <message>
            <source>Move the files to the trash</source>
            <translation>Die Dateien in den Papierkorb verschieben</translation>
        </message>
        <message>
            <source>Move to &amp;trash</source>
            <translation>In den &amp;Papierkorb</translation>
        </message>
        <message>
            <source>Never delete it to make room</source>
            <translation>Nie löschen, um Platz zu schaffen</translation>
        </message>
        <message>
            <source>Save the recording's pictures as files</source>
            <translation>Die Bilder der Aufnahme als Dateien speichern</translation>
        </message>
        <message>
            <source>Select &amp;all</source>
            <translation>Alles &amp;auswählen</translation>
        </message>
        <message>
            <source>Show in &amp;folder</source>
            <translation>Im O&amp;rdner zeigen</translation>
        </message>
        <message>
            <source>Show it here</source>
            <translation>Hier zeigen</translation>
        </message>
        <message>
            <source>Show the file in its folder</source>
            <translation>Die Datei in ihrem Ordner zeigen</translation>
        </message>
    </context>
    <context>
        <name>Keeping</name>
        <message>
            <source>Time-lapse: %1 saved</source>
            <translation>Zeitraffer: %1 gespeichert</translation>
        </message>
    </context>
    <context>
        <name>LibraryControl</name>
        <message>
            <source>Saved as %1</source>
            <translation>Gespeichert als %1</translation>
        </message>
    </context>
    <context>
        <name>LibraryPage</name>
        <message>
            <source>Change nothing</source>
            <translation>Nichts ändern</translation>
        </message>
        <message>
            <source>From there you can get it back</source>
            <translation>Aus dem Papierkorb lässt es sich zurückholen</translation>
        </message>
        <message>
            <source>From there you can get them back</source>
            <translation>Aus dem Papierkorb lässt sich alles zurückholen</translation>
        </message>
        <message numerus="yes">
            <source>It was the same with %n more.</source>
            <translation>
                <numerusform>Bei %n weiteren war es ebenso.</numerusform>
                <numerusform>Bei %n weiteren war es ebenso.</numerusform>
            </translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Looking for snapshots and recordings…</source>
            <translation>Schnappschüsse und Aufnahmen werden gesucht…</translation>
        </message>
        <message>
            <source>Move to trash</source>
            <translation>In den Papierkorb</translation>
        </message>
        <message>
            <source>No snapshot or recording fits what you search for and what you chose above.</source>
            <translation>Kein Schnappschuss und keine Aufnahme passt zu Ihrer Suche und zu Ihrer Auswahl oben.</translation>
        </message>
        <message>
            <source>No snapshots or recordings yet</source>
            <translation>Noch keine Schnappschüsse oder Aufnahmen</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Nichts gefunden</translation>
        </message>
        <message>
            <source>Press Snapshot or Record below a camera's live picture, and what you save appears here.</source>
            <translation>Drücken Sie unter dem Live-Bild einer Kamera auf „Schnappschuss“ oder „Aufnehmen“: Was Sie speichern, erscheint hier.</translation>
        </message>
        <message>
            <source>Show everything</source>
            <translation>Alles zeigen</translation>
        </message>
        <message>
            <source>Show the live picture</source>
            <translation>Live-Bild zeigen</translation>
        </message>
        <message>
            <source>The folder %1 is not there now, nor is what you saved in it. Is its disk plugged in?</source>
            <translation>Ordner nicht gefunden: %1. Was Sie dort gespeichert haben, fehlt deshalb hier. Ist der Datenträger angeschlossen?</translation>
        </message>
    </context>
    <context>
        <name>LibraryView</name>
        <message>
            <source>Other files</source>
            <translation>Andere Dateien</translation>
        </message>
        <message>
            <source>Snapshots and recordings</source>
            <translation>Schnappschüsse und Aufnahmen</translation>
        </message>
    </context>
    <context>
        <name>LinkLine</name>
        <message>
            <source>Copy the address to the clipboard</source>
            <translation>Die Adresse in die Zwischenablage kopieren</translation>
        </message>
    </context>
    <context>
        <name>LinkPanel</name>
        <message>
            <source>A phone's camera opens this link for %1.</source>
            <translation>Die Kamera eines Telefons öffnet diesen Link: %1.</translation>
        </message>
        <message>
            <source>Choose a link, or make a new one.</source>
            <translation>Wählen Sie einen Link oder legen Sie einen neuen an.</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>Link</translation>
        </message>
        <message>
            <source>QR code of the link for %1</source>
            <translation>QR-Code des Links: %1</translation>
        </message>
        <message>
            <source>The links open nothing while this is switched off.</source>
            <translation>Solange dies ausgeschaltet ist, öffnen die Links nichts.</translation>
        </message>
        <message>
            <source>This computer's address %1</source>
            <translation>Adresse dieses Computers: %1</translation>
        </message>
        <message>
            <source>Which of this computer's addresses is in the link</source>
            <translation>Welche Adresse dieses Computers im Link steht</translation>
        </message>
        <message>
            <source>Whoever opens this in a browser can watch, until the link is revoked</source>
            <translation>Wer dies im Browser öffnet, kann zusehen, bis der Link widerrufen wird</translation>
        </message>
    </context>
    <context>
        <name>LinksList</name>
        <message>
            <source>&amp;New link</source>
            <translation>&amp;Neuer Link</translation>
        </message>
        <message>
            <source>Double click a link to give it another name</source>
            <translation>Zum Umbenennen doppelt auf einen Link klicken</translation>
        </message>
        <message>
            <source>Links</source>
            <translation>Links</translation>
        </message>
        <message>
            <source>Make a link for somebody</source>
            <translation>Einen Link für jemanden anlegen</translation>
        </message>
        <message>
            <source>Re&amp;voke</source>
            <translation>&amp;Widerrufen</translation>
        </message>
        <message>
            <source>The link opens nothing any more</source>
            <translation>Der Link öffnet dann nichts mehr</translation>
        </message>
        <message>
            <source>made %1</source>
            <translation>angelegt %1</translation>
        </message>
    </context>
    <context>
        <name>LiveView</name>
        <message>
            <source>Live picture</source>
            <translation>Live-Bild</translation>
        </message>
    </context>
    <context>
        <name>LogPanel</name>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy all lines to the clipboard</source>
            <translation>Alle Zeilen in die Zwischenablage kopieren</translation>
        </message>
        <message>
            <source>Log of the installation</source>
            <translation>Protokoll der Installation</translation>
        </message>
        <message>
            <source>Nothing was installed yet.</source>
            <translation>Noch wurde nichts installiert.</translation>
        </message>
    </context>
    <context>
        <name>LogWindow</name>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <source>&amp;Save…</source>
            <translation>&amp;Speichern…</translation>
        </message>
        <message>
            <source>Copy all shown lines to the clipboard</source>
            <translation>Alle gezeigten Zeilen in die Zwischenablage kopieren</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>Alles</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Log lines</source>
            <translation>Zeilen des Protokolls</translation>
        </message>
        <message>
            <source>Problems only</source>
            <translation>Nur Probleme</translation>
        </message>
        <message>
            <source>S&amp;how:</source>
            <translation>&amp;Zeigen:</translation>
        </message>
        <message>
            <source>Save all shown lines to a file</source>
            <translation>Alle gezeigten Zeilen in einer Datei speichern</translation>
        </message>
        <message>
            <source>Save the log</source>
            <translation>Protokoll speichern</translation>
        </message>
        <message>
            <source>Saved to %1</source>
            <translation>Gespeichert als %1</translation>
        </message>
        <message>
            <source>Text files (*.txt)</source>
            <translation>Textdateien (*.txt)</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Was geschah</translation>
        </message>
        <message>
            <source>Which lines to show</source>
            <translation>Welche Zeilen gezeigt werden</translation>
        </message>
    </context>
    <context>
        <name>MainToolbar</name>
        <message>
            <source>Toolbar</source>
            <translation>Werkzeugleiste</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>&amp;Camera</source>
            <translation>&amp;Kamera</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <source>&amp;Recording</source>
            <translation>Auf&amp;nahme</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>CAMERAS</source>
            <translation>KAMERAS</translation>
        </message>
        <message>
            <source>Camera's controls</source>
            <translation>Regler der Kamera</translation>
        </message>
        <message>
            <source>Live picture of %1</source>
            <translation>Live-Bild von %1</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>What all cameras together send at the moment</source>
            <translation>Was alle Kameras zusammen gerade senden</translation>
        </message>
    </context>
    <context>
        <name>MotionDialog</name>
        <message>
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <source>&amp;Begin before the movement:</source>
            <translation>&amp;Beginn vor der Bewegung:</translation>
        </message>
        <message>
            <source>&amp;End after the last movement:</source>
            <translation>En&amp;de nach der letzten Bewegung:</translation>
        </message>
        <message>
            <source>&amp;Record %1 when something moves</source>
            <translation>%1 auf&amp;nehmen, wenn sich etwas bewegt</translation>
        </message>
        <message>
            <source>&amp;Sensitivity:</source>
            <translation>&amp;Empfindlichkeit:</translation>
        </message>
        <message>
            <source>&amp;Whole picture</source>
            <translation>&amp;Ganzes Bild</translation>
        </message>
        <message>
            <source>Movement anywhere counts. Drag over the picture to choose a part.</source>
            <translation>Jede Bewegung zählt. Ziehen Sie über das Bild, um einen Ausschnitt zu wählen.</translation>
        </message>
        <message>
            <source>Movement anywhere in the picture counts</source>
            <translation>Bewegung überall im Bild zählt</translation>
        </message>
        <message>
            <source>Now:</source>
            <translation>Jetzt:</translation>
        </message>
        <message>
            <source>Only movement in the rectangle counts: leave out clocks in the picture, trees and streets.</source>
            <translation>Nur Bewegung im Rechteck zählt: Lassen Sie Uhren im Bild, Bäume und Straßen außen vor.</translation>
        </message>
        <message>
            <source>Record when something moves: %1</source>
            <translation>Bei Bewegung aufnehmen: %1</translation>
        </message>
        <message>
            <source>Recordings begin and end by themselves, and stand in the library like all others</source>
            <translation>Aufnahmen beginnen und enden von selbst und stehen wie alle anderen in der Mediathek</translation>
        </message>
        <message>
            <source>So much from before the movement goes into the recording</source>
            <translation>So viel aus der Zeit vor der Bewegung kommt mit in die Aufnahme</translation>
        </message>
        <message>
            <source>The recording ends when nothing has moved for so long</source>
            <translation>Die Aufnahme endet, wenn sich so lange nichts bewegt hat</translation>
        </message>
        <message>
            <source>To the left only what is large counts, to the right what is small, too</source>
            <translation>Nach links zählt nur Großes, nach rechts auch Kleines</translation>
        </message>
        <message>
            <source>movement</source>
            <translation>Bewegung</translation>
        </message>
        <message>
            <source>quiet</source>
            <translation>Ruhe</translation>
        </message>
    </context>
    <context>
        <name>MotionMeter</name>
        <message>
            <source>Beyond the mark it counts as movement</source>
            <translation>Jenseits des Strichs zählt es als Bewegung</translation>
        </message>
        <message>
            <source>How much moves at the moment</source>
            <translation>Wie viel sich gerade bewegt</translation>
        </message>
    </context>
    <context>
        <name>NameEditor</name>
        <message>
            <source>Enter takes the name, Escape leaves it as it was</source>
            <translation>Mit Enter übernehmen, mit Escape beim alten Namen bleiben</translation>
        </message>
        <message>
            <source>New name of the camera</source>
            <translation>Neuer Name der Kamera</translation>
        </message>
    </context>
    <context>
        <name>NetworkList</name>
        <message>
            <source>WiFi networks that the camera sees</source>
            <translation>WLAN-Netzwerke, die die Kamera sieht</translation>
        </message>
    </context>
    <context>
        <name>NetworkModel</name>
        <message>
            <source>Another network, whose name does not show itself</source>
            <translation>Ein anderes Netzwerk, dessen Name verborgen ist</translation>
        </message>
        <message>
            <source>Another network…</source>
            <translation>Anderes Netzwerk…</translation>
        </message>
    </context>
    <context>
        <name>NoticeBar</name>
        <message>
            <source>Close this message</source>
            <translation>Diese Meldung schließen</translation>
        </message>
    </context>
    <context>
        <name>PictureBox</name>
        <message>
            <source>The camera's picture, %1</source>
            <translation>Das Bild der Kamera, %1</translation>
        </message>
    </context>
    <context>
        <name>PicturePage</name>
        <message>
            <source>%1 is ready</source>
            <translation>%1 ist bereit</translation>
        </message>
        <message>
            <source>Close this window; the camera's picture is in the main one</source>
            <translation>Dieses Fenster schließen; das Bild der Kamera ist im Hauptfenster</translation>
        </message>
        <message>
            <source>Everything as it was at first, but for the size</source>
            <translation>Alles wieder wie am Anfang, nur die Größe bleibt</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Identify</source>
            <translation>Kamera finden</translation>
        </message>
        <message>
            <source>No picture yet</source>
            <translation>Noch kein Bild</translation>
        </message>
        <message>
            <source>Picture of the new camera</source>
            <translation>Bild der neuen Kamera</translation>
        </message>
        <message>
            <source>Possible once the picture is here</source>
            <translation>Möglich, sobald das Bild da ist</translation>
        </message>
        <message>
            <source>Reset to defaults</source>
            <translation>Alles zurücksetzen</translation>
        </message>
        <message>
            <source>Set up another camera</source>
            <translation>Weitere Kamera einrichten</translation>
        </message>
        <message>
            <source>The camera shows which one it is: its light blinks</source>
            <translation>Die Kamera zeigt, welche sie ist: Ihr Licht blinkt</translation>
        </message>
        <message>
            <source>This is its live picture. You can unplug the cable; it needs power only.</source>
            <translation>Das ist ihr Live-Bild. Sie können das Kabel abziehen; die Kamera braucht nur noch Strom.</translation>
        </message>
        <message>
            <source>This usually takes a few seconds.</source>
            <translation>Das dauert meist ein paar Sekunden.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Unplug this one, plug the next one in, and start again</source>
            <translation>Diese abziehen, die nächste anschließen und von vorn beginnen</translation>
        </message>
        <message>
            <source>Wait for the picture once more</source>
            <translation>Noch einmal auf das Bild warten</translation>
        </message>
        <message>
            <source>Waiting for the first picture</source>
            <translation>Warten auf das erste Bild</translation>
        </message>
        <message>
            <source>Your camera is ready</source>
            <translation>Ihre Kamera ist bereit</translation>
        </message>
    </context>
    <context>
        <name>PictureWindow</name>
        <message>
            <source>Actual size</source>
            <translation>Originalgröße</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>Vollbild</translation>
        </message>
        <message>
            <source>Mirror</source>
            <translation>Spiegeln</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>This file is damaged, or no picture that can be shown.</source>
            <translation>Diese Datei ist beschädigt oder kein Bild, das sich zeigen lässt.</translation>
        </message>
        <message>
            <source>This picture cannot be read (%1). Is its disk still there?</source>
            <translation>Dieses Bild lässt sich nicht lesen (%1). Ist der Datenträger noch da?</translation>
        </message>
        <message>
            <source>Turn left</source>
            <translation>Links drehen</translation>
        </message>
        <message>
            <source>Turn right</source>
            <translation>Rechts drehen</translation>
        </message>
        <message>
            <source>Whole picture</source>
            <translation>Ganzes Bild</translation>
        </message>
    </context>
    <context>
        <name>Player</name>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>&amp;Actual size</source>
            <translation>&amp;Originalgröße</translation>
        </message>
        <message>
            <source>&amp;Full screen</source>
            <translation>&amp;Vollbild</translation>
        </message>
        <message>
            <source>&amp;Mirror</source>
            <translation>S&amp;piegeln</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>P&amp;ause</translation>
        </message>
        <message>
            <source>&amp;Play</source>
            <translation>&amp;Abspielen</translation>
        </message>
        <message>
            <source>&amp;Save this picture</source>
            <translation>Bild &amp;speichern</translation>
        </message>
        <message>
            <source>&amp;Whole picture</source>
            <translation>Ganzes &amp;Bild</translation>
        </message>
        <message>
            <source>10 s</source>
            <translation>10 s</translation>
        </message>
        <message>
            <source>As large as the window</source>
            <translation>So groß wie das Fenster</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Back by ten seconds</source>
            <translation>Zehn Sekunden zurück</translation>
        </message>
        <message>
            <source>Begin again at the end</source>
            <translation>Am Ende wieder von vorn beginnen</translation>
        </message>
        <message>
            <source>Each pixel of the camera is one of the screen</source>
            <translation>Ein Pixel der Kamera ist ein Pixel des Bildschirms</translation>
        </message>
        <message>
            <source>Faster</source>
            <translation>Schneller</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>Vor</translation>
        </message>
        <message>
            <source>Forward by ten seconds</source>
            <translation>Zehn Sekunden vor</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Weiter abspielen</translation>
        </message>
        <message>
            <source>Go on behind a gap at once</source>
            <translation>Gleich hinter einer Lücke weiterspielen</translation>
        </message>
        <message>
            <source>Go to the first picture</source>
            <translation>Zum ersten Bild gehen</translation>
        </message>
        <message>
            <source>Go to the last picture</source>
            <translation>Zum letzten Bild gehen</translation>
        </message>
        <message>
            <source>Keep the picture that is shown as a file</source>
            <translation>Das gezeigte Bild als Datei speichern</translation>
        </message>
        <message>
            <source>Larger; the mouse wheel does it too</source>
            <translation>Größer; geht auch mit dem Mausrad</translation>
        </message>
        <message>
            <source>No pictures for %1</source>
            <translation>%1 lang keine Bilder</translation>
        </message>
        <message>
            <source>Only the picture</source>
            <translation>Nur das Bild</translation>
        </message>
        <message>
            <source>Parts of this recording are damaged. They are left out; everything else is shown.</source>
            <translation>Teile dieser Aufnahme sind beschädigt. Sie werden ausgelassen; alles andere wird gezeigt.</translation>
        </message>
        <message>
            <source>Play again and again</source>
            <translation>Immer wieder abspielen</translation>
        </message>
        <message>
            <source>Play faster</source>
            <translation>Schneller abspielen</translation>
        </message>
        <message>
            <source>Play more slowly</source>
            <translation>Langsamer abspielen</translation>
        </message>
        <message>
            <source>Reading the recording… %1 %</source>
            <translation>Aufnahme wird gelesen… %1 %</translation>
        </message>
        <message>
            <source>Skip gaps without pictures</source>
            <translation>Lücken ohne Bilder überspringen</translation>
        </message>
        <message>
            <source>Slower</source>
            <translation>Langsamer</translation>
        </message>
        <message>
            <source>Smaller; the mouse wheel does it too</source>
            <translation>Kleiner; geht auch mit dem Mausrad</translation>
        </message>
        <message>
            <source>Stop at the next picture</source>
            <translation>Beim nächsten Bild anhalten</translation>
        </message>
        <message>
            <source>Stop at the picture before</source>
            <translation>Beim vorigen Bild anhalten</translation>
        </message>
        <message>
            <source>Stop at this picture</source>
            <translation>Bei diesem Bild anhalten</translation>
        </message>
        <message>
            <source>Swap left and right</source>
            <translation>Links und rechts vertauschen</translation>
        </message>
        <message>
            <source>The end of this recording is missing: %1 of %2 are there.</source>
            <translation>Das Ende dieser Aufnahme fehlt: %1 von %2 sind da.</translation>
        </message>
        <message>
            <source>The file cannot be read (%1). Check the disk that it is on.</source>
            <translation>Die Datei lässt sich nicht lesen (%1). Prüfen Sie den Datenträger, auf dem sie ist.</translation>
        </message>
        <message>
            <source>The recording is gone: it was moved, renamed or deleted, or its disk was taken out. What could be read before may still be shown.</source>
            <translation>Die Aufnahme ist weg: Sie wurde verschoben, umbenannt oder gelöscht, oder ihr Datenträger wurde entfernt. Was vorher schon gelesen war, lässt sich vielleicht noch zeigen.</translation>
        </message>
        <message>
            <source>This file cannot be played: it is not a video, or its beginning is destroyed.</source>
            <translation>Diese Datei lässt sich nicht abspielen: Sie ist kein Video, oder ihr Anfang ist zerstört.</translation>
        </message>
        <message>
            <source>This file holds no pictures that AtomCam can show. Another player may know it.</source>
            <translation>Diese Datei enthält keine Bilder, die AtomCam zeigen kann. Vielleicht kann es ein anderes Abspielprogramm.</translation>
        </message>
        <message>
            <source>This file is empty: nothing was ever written to it. It can be deleted.</source>
            <translation>Diese Datei ist leer: Es wurde nie etwas hineingeschrieben. Sie kann gelöscht werden.</translation>
        </message>
        <message>
            <source>This recording holds no pictures.</source>
            <translation>Diese Aufnahme enthält keine Bilder.</translation>
        </message>
        <message>
            <source>This recording was not ended properly. All that was written is shown.</source>
            <translation>Diese Aufnahme wurde nicht richtig beendet. Alles, was geschrieben wurde, wird gezeigt.</translation>
        </message>
        <message>
            <source>To the end</source>
            <translation>Zum Ende</translation>
        </message>
        <message>
            <source>To the start</source>
            <translation>Zum Anfang</translation>
        </message>
        <message>
            <source>Turn &amp;left</source>
            <translation>Links &amp;drehen</translation>
        </message>
        <message>
            <source>Turn &amp;right</source>
            <translation>Re&amp;chts drehen</translation>
        </message>
        <message>
            <source>Turn the picture to the left</source>
            <translation>Das Bild nach links drehen</translation>
        </message>
        <message>
            <source>Turn the picture to the right</source>
            <translation>Das Bild nach rechts drehen</translation>
        </message>
        <message>
            <source>You may not read this file. Ask the person who owns it.</source>
            <translation>Sie dürfen diese Datei nicht lesen. Fragen Sie die Person, der sie gehört.</translation>
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation>Ver&amp;größern</translation>
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation>Verkl&amp;einern</translation>
        </message>
    </context>
    <context>
        <name>PlayerView</name>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
    </context>
    <context>
        <name>PlayerWindow</name>
        <message>
            <source>Skip the gap</source>
            <translation>Lücke überspringen</translation>
        </message>
        <message>
            <source>This picture is damaged.</source>
            <translation>Dieses Bild ist beschädigt.</translation>
        </message>
    </context>
    <context>
        <name>Plot</name>
        <message>
            <source>Left and Right tell the values of the last hour</source>
            <translation>Die Pfeiltasten links und rechts nennen die Werte der letzten Stunde</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>nicht bekannt</translation>
        </message>
        <message>
            <source>nothing was heard</source>
            <translation>nichts gehört</translation>
        </message>
        <message>
            <source>nothing yet</source>
            <translation>noch nichts</translation>
        </message>
    </context>
    <context>
        <name>PlugPage</name>
        <message>
            <source>Also ports that do not look like a camera board</source>
            <translation>Auch Anschlüsse, die nicht nach einem Kamera-Board aussehen</translation>
        </message>
        <message>
            <source>Connect it to this computer with a USB cable that carries data.</source>
            <translation>Verbinden Sie sie mit diesem Computer, mit einem USB-Kabel, das Daten überträgt.</translation>
        </message>
        <message>
            <source>Go on with the chosen camera</source>
            <translation>Mit der gewählten Kamera weitermachen</translation>
        </message>
        <message>
            <source>Install its software anew</source>
            <translation>Software neu installieren</translation>
        </message>
        <message>
            <source>Install the newer software</source>
            <translation>Neuere Software installieren</translation>
        </message>
        <message>
            <source>Install the rule</source>
            <translation>Regel installieren</translation>
        </message>
        <message>
            <source>Installing the rule. The system may ask for the administrator's password…</source>
            <translation>Die Regel wird installiert. Das System fragt vielleicht nach dem Administrator-Passwort…</translation>
        </message>
        <message>
            <source>Keep it and set up WiFi</source>
            <translation>Behalten, WLAN einrichten</translation>
        </message>
        <message>
            <source>Keep the software that is on the camera, and go on</source>
            <translation>Die Software auf der Kamera behalten und weitermachen</translation>
        </message>
        <message>
            <source>Let the users of this computer use these boards; asks for the administrator's password</source>
            <translation>Allen, die diesen Computer benutzen, diese Boards erlauben; fragt nach dem Administrator-Passwort</translation>
        </message>
        <message>
            <source>Look once more what is plugged in</source>
            <translation>Noch einmal nachsehen, was angeschlossen ist</translation>
        </message>
        <message>
            <source>More than one camera is plugged in. Choose the one to set up.</source>
            <translation>Mehr als eine Kamera ist angeschlossen. Wählen Sie die, die eingerichtet werden soll.</translation>
        </message>
        <message>
            <source>Plug the camera in</source>
            <translation>Kamera anschließen</translation>
        </message>
        <message>
            <source>Put AtomCam's software on the camera first</source>
            <translation>Zuerst die Software von AtomCam auf die Kamera aufspielen</translation>
        </message>
        <message>
            <source>Put the newest camera software on it first</source>
            <translation>Zuerst die neueste Kamerasoftware aufspielen</translation>
        </message>
        <message>
            <source>Set up WiFi</source>
            <translation>WLAN einrichten</translation>
        </message>
        <message>
            <source>Show &amp;all serial ports</source>
            <translation>Alle &amp;seriellen Anschlüsse zeigen</translation>
        </message>
        <message>
            <source>Show all ports</source>
            <translation>Alle Anschlüsse zeigen</translation>
        </message>
        <message>
            <source>The camera software is on it already. It can go straight into your WiFi.</source>
            <translation>Die Kamerasoftware ist schon auf der Kamera. Sie kann gleich in Ihr WLAN.</translation>
        </message>
        <message>
            <source>This camera runs the software that AtomCam's own replaces. It can be used as it is; the newer one is faster, and only it has a key, so that nobody else can show pictures in its name.</source>
            <translation>Auf dieser Kamera läuft die Software, die von der AtomCam-Software abgelöst wird. Die Kamera lässt sich so verwenden, wie sie ist; die neuere Software ist schneller, und nur mit ihr hat die Kamera einen Schlüssel, damit niemand anders in ihrem Namen Bilder zeigen kann.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Use the software that is on the camera</source>
            <translation>Die Software nutzen, die auf der Kamera ist</translation>
        </message>
        <message>
            <source>Use this camera</source>
            <translation>Diese Kamera nutzen</translation>
        </message>
    </context>
    <context>
        <name>ProgramsFold</name>
        <message>
            <source>An address for programs that show or record a stream</source>
            <translation>Eine Adresse für Programme, die einen Stream zeigen oder aufnehmen</translation>
        </message>
        <message>
            <source>For OBS, VLC and Home Assistant</source>
            <translation>Für OBS, VLC und Home Assistant</translation>
        </message>
        <message>
            <source>For programs that show or record a stream</source>
            <translation>Für Programme, die einen Stream zeigen oder aufnehmen</translation>
        </message>
        <message>
            <source>Give this address to VLC (Open network stream), to OBS (Media source, “Local file” unticked) or to Home Assistant (MJPEG IP Camera). It holds the link's secret: whoever has it can watch.</source>
            <translation>Diese Adresse ist für VLC (Netzwerkstream öffnen), OBS (Medienquelle, ohne Häkchen bei „Lokale Datei“) oder Home Assistant (MJPEG IP Camera). Sie enthält das Geheimnis des Links: Wer sie hat, kann zusehen.</translation>
        </message>
        <message>
            <source>Stream's address</source>
            <translation>Adresse des Streams</translation>
        </message>
        <message>
            <source>The first camera</source>
            <translation>Die erste Kamera</translation>
        </message>
        <message>
            <source>Which camera the program shows</source>
            <translation>Welche Kamera das Programm zeigt</translation>
        </message>
    </context>
    <context>
        <name>PushEditor</name>
        <message>
            <source>&amp;Address:</source>
            <translation>A&amp;dresse:</translation>
        </message>
        <message>
            <source>&amp;Form:</source>
            <translation>&amp;Format:</translation>
        </message>
        <message>
            <source>&amp;Name:</source>
            <translation>&amp;Name:</translation>
        </message>
        <message>
            <source>&amp;Password:</source>
            <translation>&amp;Passwort:</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>&amp;Testen</translation>
        </message>
        <message>
            <source>Asking the server…</source>
            <translation>Der Server wird gefragt…</translation>
        </message>
        <message>
            <source>Ca&amp;mera:</source>
            <translation>K&amp;amera:</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Kamera</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>Leave everything as it was</source>
            <translation>Alles lassen, wie es war</translation>
        </message>
        <message>
            <source>Name, where the server asks for one</source>
            <translation>Name, falls der Server danach fragt</translation>
        </message>
        <message>
            <source>Pass it &amp;on</source>
            <translation>Weiter&amp;leiten</translation>
        </message>
        <message>
            <source>Password, where the server asks for one</source>
            <translation>Passwort, falls der Server danach fragt</translation>
        </message>
        <message>
            <source>Sa&amp;ve</source>
            <translation>Spei&amp;chern</translation>
        </message>
        <message>
            <source>See whether the server would take the camera</source>
            <translation>Ausprobieren, ob der Server die Kamera annehmen würde</translation>
        </message>
        <message>
            <source>Send the camera there from now on, also after the next start</source>
            <translation>Die Kamera ab jetzt dorthin weiterleiten, auch nach dem nächsten Start</translation>
        </message>
        <message>
            <source>The server's address</source>
            <translation>Adresse des Servers</translation>
        </message>
        <message>
            <source>only if the server asks</source>
            <translation>nur, wenn der Server fragt</translation>
        </message>
    </context>
    <context>
        <name>PushRow</name>
        <message>
            <source>Change</source>
            <translation>Ändern</translation>
        </message>
        <message>
            <source>Change camera, address or form</source>
            <translation>Kamera, Adresse oder Format ändern</translation>
        </message>
        <message>
            <source>Pass %1 on</source>
            <translation>%1 weiterleiten</translation>
        </message>
        <message>
            <source>Pass it on no more, and forget the address</source>
            <translation>Nicht mehr weiterleiten und die Adresse vergessen</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
    </context>
    <context>
        <name>RecordingControl</name>
        <message>
            <source>&amp;Record</source>
            <translation>&amp;Aufnehmen</translation>
        </message>
        <message>
            <source>Begin a new file</source>
            <translation>Eine neue Datei beginnen</translation>
        </message>
        <message>
            <source>Choose another folder</source>
            <translation>Anderen Ordner wählen</translation>
        </message>
        <message>
            <source>Keep recordings on another disk, or in another folder</source>
            <translation>Aufnahmen auf einem anderen Datenträger oder in einem anderen Ordner speichern</translation>
        </message>
        <message>
            <source>Once there is room, go on in a new file</source>
            <translation>Sobald Platz ist, in einer neuen Datei weitermachen</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>Aufnehmen</translation>
        </message>
        <message>
            <source>Record again</source>
            <translation>Wieder aufnehmen</translation>
        </message>
        <message>
            <source>Record this camera</source>
            <translation>Diese Kamera aufnehmen</translation>
        </message>
        <message>
            <source>Recording %1</source>
            <translation>%1 wird aufgenommen</translation>
        </message>
        <message>
            <source>Recording of %1 has stopped</source>
            <translation>Die Aufnahme von %1 ist beendet</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Show in library</source>
            <translation>In Mediathek zeigen</translation>
        </message>
        <message>
            <source>Show what was saved</source>
            <translation>Zeigen, was gespeichert wurde</translation>
        </message>
        <message>
            <source>Show where the recording is kept</source>
            <translation>Zeigen, wo die Aufnahme gespeichert ist</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stopp</translation>
        </message>
        <message>
            <source>Stop &amp;recording</source>
            <translation>&amp;Aufnahme beenden</translation>
        </message>
        <message>
            <source>Stop all recordings</source>
            <translation>Alle Aufnahmen beenden</translation>
        </message>
        <message>
            <source>Stop recording</source>
            <translation>Aufnahme beenden</translation>
        </message>
        <message>
            <source>Stop recording this camera</source>
            <translation>Die Aufnahme dieser Kamera beenden</translation>
        </message>
        <message>
            <source>because something moves</source>
            <translation>weil sich etwas bewegt</translation>
        </message>
    </context>
    <context>
        <name>RecordingPage</name>
        <message>
            <source> GB</source>
            <translation> GB</translation>
        </message>
        <message>
            <source> MB</source>
            <translation> MB</translation>
        </message>
        <message>
            <source> min</source>
            <translation> min</translation>
        </message>
        <message>
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <source>&amp;Before the button:</source>
            <translation>&amp;Vor dem Knopfdruck:</translation>
        </message>
        <message>
            <source>&amp;Folder:</source>
            <translation>&amp;Ordner:</translation>
        </message>
        <message>
            <source>&amp;after</source>
            <translation>na&amp;ch</translation>
        </message>
        <message>
            <source>&amp;delete the oldest beyond</source>
            <translation>älteste &amp;löschen bei mehr als</translation>
        </message>
        <message>
            <source>&amp;stop when less is free than</source>
            <translation>an&amp;halten, wenn weniger frei ist als</translation>
        </message>
        <message>
            <source>A long recording goes on in a new file after so many minutes</source>
            <translation>Eine lange Aufnahme geht nach so vielen Minuten in einer neuen Datei weiter</translation>
        </message>
        <message>
            <source>A long recording goes on in a new file at this size; memory cards take 4,294 MB at most</source>
            <translation>Eine lange Aufnahme geht bei dieser Größe in einer neuen Datei weiter; Speicherkarten nehmen höchstens 4.294 MB</translation>
        </message>
        <message>
            <source>Disk:</source>
            <translation>Speicherplatz:</translation>
        </message>
        <message>
            <source>Keeps all recordings together below this size. What you marked in the library always stays</source>
            <translation>Hält alle Aufnahmen zusammen unter dieser Größe. Was Sie in der Mediathek markiert haben, bleibt immer</translation>
        </message>
        <message>
            <source>New file:</source>
            <translation>Neue Datei:</translation>
        </message>
        <message>
            <source>Otherwise at 1 GB or 2 % of the disk, whichever is more.</source>
            <translation>Sonst bei 1 GB oder 2 % des Datenträgers; das Größere zählt.</translation>
        </message>
        <message>
            <source>Recordings folder</source>
            <translation>Ordner für Aufnahmen</translation>
        </message>
        <message>
            <source>Recordings stop when the disk has less room than this. Without a tick: 1 GB or 2 % of the disk</source>
            <translation>Aufnahmen halten an, wenn auf dem Datenträger weniger Platz ist. Ohne Häkchen: 1 GB oder 2 % des Datenträgers</translation>
        </message>
        <message>
            <source>Seconds from before the button</source>
            <translation>Sekunden vor dem Knopfdruck</translation>
        </message>
        <message>
            <source>So much from before you press Record is in memory already, and goes into the recording</source>
            <translation>So viel aus der Zeit, bevor Sie auf „Aufnehmen“ drücken, ist schon im Speicher und kommt mit in die Aufnahme</translation>
        </message>
        <message>
            <source>What you marked in the library is never deleted.</source>
            <translation>Was Sie in der Mediathek markiert haben, wird nie gelöscht.</translation>
        </message>
        <message>
            <source>a&amp;t</source>
            <translation>b&amp;ei</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
    </context>
    <context>
        <name>RegionEditor</name>
        <message>
            <source>Drag over the picture. Arrow keys move the rectangle; with Shift they change its size.</source>
            <translation>Über das Bild ziehen. Die Pfeiltasten verschieben das Rechteck; mit der Umschalttaste ändern sie seine Größe.</translation>
        </message>
        <message>
            <source>From the left %1 %, from the top %2 %, width %3 %, height %4 %</source>
            <translation>Von links %1 %, von oben %2 %, Breite %3 %, Höhe %4 %</translation>
        </message>
        <message>
            <source>The whole picture</source>
            <translation>Das ganze Bild</translation>
        </message>
        <message>
            <source>Waiting for a picture…</source>
            <translation>Warten auf ein Bild…</translation>
        </message>
        <message>
            <source>Where movement counts</source>
            <translation>Wo Bewegung zählt</translation>
        </message>
    </context>
    <context>
        <name>ReportDialog</name>
        <message>
            <source>&amp;Save the report…</source>
            <translation>&amp;Bericht speichern…</translation>
        </message>
        <message>
            <source>&amp;What did you do, and what happened? (optional)</source>
            <translation>&amp;Was haben Sie getan, und was ist passiert? (freiwillig)</translation>
        </message>
        <message>
            <source>A report is one file with the log, the versions of all parts and your settings. It holds no pictures, no passwords and no keys. It is only saved on this computer: you decide whom you give it to.</source>
            <translation>Ein Bericht ist eine einzige Datei mit dem Protokoll, den Versionen aller Teile und Ihren Einstellungen. Er enthält keine Bilder, keine Passwörter und keine Schlüssel. Er wird nur auf diesem Computer gespeichert: Sie entscheiden, wem Sie ihn geben.</translation>
        </message>
        <message>
            <source>Files of the report</source>
            <translation>Dateien des Berichts</translation>
        </message>
        <message>
            <source>Save a report</source>
            <translation>Bericht speichern</translation>
        </message>
        <message>
            <source>Save it as a zip file</source>
            <translation>Als ZIP-Datei speichern</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>Bericht speichern</translation>
        </message>
        <message>
            <source>Saved as %1</source>
            <translation>Gespeichert als %1</translation>
        </message>
        <message>
            <source>Show in &amp;folder</source>
            <translation>Im &amp;Ordner zeigen</translation>
        </message>
        <message>
            <source>Show the saved file in the file manager</source>
            <translation>Die gespeicherte Datei in der Dateiverwaltung zeigen</translation>
        </message>
        <message>
            <source>What is in this file</source>
            <translation>Was in dieser Datei steht</translation>
        </message>
        <message>
            <source>Zip files (*.zip)</source>
            <translation>ZIP-Dateien (*.zip)</translation>
        </message>
    </context>
    <context>
        <name>ServerPage</name>
        <message>
            <source>&amp;Pass a camera on…</source>
            <translation>Kamera &amp;weiterleiten…</translation>
        </message>
        <message>
            <source>A server such as MediaMTX or go2rtc takes one stream from here and shows it to hundreds of viewers, also outside your network.</source>
            <translation>Ein Server wie MediaMTX oder go2rtc nimmt von hier einen einzigen Datenstrom und zeigt ihn Hunderten von Zuschauern, auch außerhalb Ihres Netzwerks.</translation>
        </message>
        <message>
            <source>All cameras</source>
            <translation>Alle Kameras</translation>
        </message>
        <message>
            <source>Send a camera's pictures to an RTSP server</source>
            <translation>Die Bilder einer Kamera an einen RTSP-Server senden</translation>
        </message>
        <message>
            <source>The first camera</source>
            <translation>Die erste Kamera</translation>
        </message>
        <message>
            <source>The first camera that comes</source>
            <translation>Die erste Kamera, die kommt</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>&amp;Appearance:</source>
            <translation>Auss&amp;ehen:</translation>
        </message>
        <message>
            <source>&amp;Cameras</source>
            <translation>&amp;Kameras</translation>
        </message>
        <message>
            <source>&amp;Language:</source>
            <translation>S&amp;prache:</translation>
        </message>
        <message>
            <source>&amp;Listen on:</source>
            <translation>&amp;Erreichbar unter:</translation>
        </message>
        <message>
            <source>&amp;Port:</source>
            <translation>&amp;Port:</translation>
        </message>
        <message>
            <source>&amp;Start as it was left</source>
            <translation>&amp;Wie zuletzt starten</translation>
        </message>
        <message>
            <source>&amp;Tell me when there is a newer version</source>
            <translation>Auf neuere &amp;Versionen hinweisen</translation>
        </message>
        <message>
            <source>&amp;Window</source>
            <translation>&amp;Fenster</translation>
        </message>
        <message>
            <source>After a change, cameras need the new address.</source>
            <translation>Nach einer Änderung brauchen Kameras die neue Adresse.</translation>
        </message>
        <message>
            <source>All addresses (recommended)</source>
            <translation>Alle Adressen (empfohlen)</translation>
        </message>
        <message>
            <source>Another language is spoken after the next start.</source>
            <translation>Eine andere Sprache gilt erst nach dem nächsten Start.</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>Ask github.com once a day for the newest version's number</source>
            <translation>Einmal am Tag bei github.com nach der Nummer der neuesten Version fragen</translation>
        </message>
        <message>
            <source>AtomCam then asks github.com once a day. Nothing about you or your cameras is sent.</source>
            <translation>AtomCam fragt dann einmal am Tag bei github.com nach. Über Sie oder Ihre Kameras wird nichts gesendet.</translation>
        </message>
        <message>
            <source>Bring back the window, its parts and the camera that was looked at</source>
            <translation>Das Fenster, seine Teile und die zuletzt gezeigte Kamera wiederherstellen</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Light or dark windows</source>
            <translation>Helle oder dunkle Fenster</translation>
        </message>
        <message>
            <source>Like the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Listening address</source>
            <translation>Adresse für Kameras</translation>
        </message>
        <message>
            <source>Pages of the settings</source>
            <translation>Seiten der Einstellungen</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>R&amp;ecordings</source>
            <translation>&amp;Aufnahmen</translation>
        </message>
        <message>
            <source>S&amp;napshots</source>
            <translation>&amp;Schnappschüsse</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>The language of the windows, from the next start on</source>
            <translation>Die Sprache der Fenster, ab dem nächsten Start</translation>
        </message>
        <message>
            <source>The number at the end of the address that cameras connect to</source>
            <translation>Die Zahl am Ende der Adresse, mit der sich Kameras verbinden</translation>
        </message>
        <message>
            <source>Which of this computer's addresses cameras may connect to</source>
            <translation>Mit welchen Adressen dieses Computers sich Kameras verbinden dürfen</translation>
        </message>
    </context>
    <context>
        <name>ShareDialog</name>
        <message>
            <source>In a &amp;browser</source>
            <translation>Im &amp;Browser</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>Teilen</translation>
        </message>
        <message>
            <source>To a &amp;server</source>
            <translation>An einen Ser&amp;ver</translation>
        </message>
        <message>
            <source>Ways to share</source>
            <translation>Arten des Teilens</translation>
        </message>
    </context>
    <context>
        <name>Sharing</name>
        <message>
            <source>%1 damaged pictures were left out; those before them are shown longer.</source>
            <translation>%1 beschädigte Bilder wurden ausgelassen; die davor sind länger zu sehen.</translation>
        </message>
        <message>
            <source>%1 pictures</source>
            <translation>%1 Bilder</translation>
        </message>
        <message>
            <source>1 damaged picture was left out; the one before it is shown longer.</source>
            <translation>1 beschädigtes Bild wurde ausgelassen; das davor ist länger zu sehen.</translation>
        </message>
        <message>
            <source>1 picture</source>
            <translation>1 Bild</translation>
        </message>
        <message>
            <source>Check that its disk is there and that the folder is yours, or save to another folder.</source>
            <translation>Prüfen Sie, ob der Datenträger da ist und der Ordner Ihnen gehört, oder speichern Sie in einem anderen Ordner.</translation>
        </message>
        <message>
            <source>Delete something on it, or save to another folder.</source>
            <translation>Löschen Sie etwas darauf oder speichern Sie in einem anderen Ordner.</translation>
        </message>
        <message>
            <source>Nothing can be written in the folder %1 (%2).</source>
            <translation>In den Ordner %1 lässt sich nichts schreiben (%2).</translation>
        </message>
        <message>
            <source>Parts of the recording could not be read.</source>
            <translation>Teile der Aufnahme ließen sich nicht lesen.</translation>
        </message>
        <message>
            <source>Pictures in “%1”</source>
            <translation>Bilder in „%1“</translation>
        </message>
        <message>
            <source>Save to another folder.</source>
            <translation>Speichern Sie in einem anderen Ordner.</translation>
        </message>
        <message>
            <source>That did not work.</source>
            <translation>Das hat nicht geklappt.</translation>
        </message>
        <message>
            <source>The disk is full.</source>
            <translation>Der Datenträger ist voll.</translation>
        </message>
        <message>
            <source>The path of this folder is too long for a file in it.</source>
            <translation>Der Pfad dieses Ordners ist zu lang für eine Datei darin.</translation>
        </message>
        <message>
            <source>The recording cannot be read.</source>
            <translation>Die Aufnahme lässt sich nicht lesen.</translation>
        </message>
        <message>
            <source>a few seconds left</source>
            <translation>noch ein paar Sekunden</translation>
        </message>
        <message>
            <source>about %1 hours left</source>
            <translation>noch etwa %1 Stunden</translation>
        </message>
        <message>
            <source>about %1 minutes left</source>
            <translation>noch etwa %1 Minuten</translation>
        </message>
        <message>
            <source>about %1 seconds left</source>
            <translation>noch etwa %1 Sekunden</translation>
        </message>
        <message>
            <source>about a minute left</source>
            <translation>noch etwa eine Minute</translation>
        </message>
    </context>
    <context>
        <name>SharingBadge</name>
        <message numerus="yes">
            <source>%n passed on</source>
            <translation>
                <numerusform>%n weitergeleitet</numerusform>
                <numerusform>%n weitergeleitet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n waiting for a server</source>
            <translation>
                <numerusform>%n wartet auf einen Server</numerusform>
                <numerusform>%n warten auf einen Server</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n watching</source>
            <translation>
                <numerusform>%n Zuschauer</numerusform>
                <numerusform>%n Zuschauer</numerusform>
            </translation>
        </message>
        <message>
            <source>Cameras are passed on to servers. Click for more.</source>
            <translation>Kameras werden an Server weitergeleitet. Klicken Sie für mehr.</translation>
        </message>
        <message>
            <source>Others can watch your cameras. Click to see who, or to switch it off.</source>
            <translation>Andere können Ihren Kameras zusehen. Klicken Sie, um zu sehen, wer, oder um es auszuschalten.</translation>
        </message>
        <message>
            <source>Others can watch, and cameras are passed on to servers. Click for more.</source>
            <translation>Andere können zusehen, und Kameras werden an Server weitergeleitet. Klicken Sie für mehr.</translation>
        </message>
        <message>
            <source>Sharing</source>
            <translation>Teilen</translation>
        </message>
    </context>
    <context>
        <name>SharingControl</name>
        <message>
            <source>%1 was damaged. It was kept as %2.</source>
            <translation>%1 war beschädigt. Sie wurde als %2 aufgehoben.</translation>
        </message>
        <message numerus="yes">
            <source>%n watching by it now: that ends at once.</source>
            <translation>
                <numerusform>Gerade sieht %n Zuschauer darüber zu: Das endet sofort.</numerusform>
                <numerusform>Gerade sehen %n Zuschauer darüber zu: Das endet sofort.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Revoke</source>
            <translation>&amp;Widerrufen</translation>
        </message>
        <message>
            <source>Everybody</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Link %1</source>
            <translation>Link %1</translation>
        </message>
        <message>
            <source>Nobody else can watch any more</source>
            <translation>Niemand sonst kann mehr zusehen</translation>
        </message>
        <message>
            <source>Others can watch now</source>
            <translation>Andere können jetzt zusehen</translation>
        </message>
        <message>
            <source>Revoke a link</source>
            <translation>Link widerrufen</translation>
        </message>
        <message>
            <source>Revoke the link “%1”?</source>
            <translation>Den Link „%1“ widerrufen?</translation>
        </message>
        <message>
            <source>The list of servers that cameras are passed on to</source>
            <translation>Die Liste der Server zum Weiterleiten</translation>
        </message>
        <message>
            <source>The list of share links</source>
            <translation>Die Liste der Links zum Zusehen</translation>
        </message>
        <message>
            <source>The server takes it.</source>
            <translation>Der Server nimmt das Bild an.</translation>
        </message>
        <message>
            <source>Whoever has this link can watch no more, for good.</source>
            <translation>Wer diesen Link hat, kann dann nie mehr damit zusehen.</translation>
        </message>
    </context>
    <context>
        <name>SnapshotControl</name>
        <message>
            <source>%1 snapshots saved</source>
            <translation>%1 Schnappschüsse gespeichert</translation>
        </message>
        <message>
            <source>Choose another folder</source>
            <translation>Anderen Ordner wählen</translation>
        </message>
        <message>
            <source>Keep snapshots on another disk, or in another folder</source>
            <translation>Schnappschüsse auf einem anderen Datenträger oder in einem anderen Ordner aufbewahren</translation>
        </message>
        <message>
            <source>Snapshot saved</source>
            <translation>Schnappschuss gespeichert</translation>
        </message>
    </context>
    <context>
        <name>SnapshotPage</name>
        <message>
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <source>&amp;Folder:</source>
            <translation>&amp;Ordner:</translation>
        </message>
        <message>
            <source>&amp;Orientation:</source>
            <translation>Aus&amp;richtung:</translation>
        </message>
        <message>
            <source>&amp;Time-lapse:</source>
            <translation>&amp;Zeitraffer:</translation>
        </message>
        <message>
            <source>2026-11-22 15.20.31 Garden</source>
            <translation>2026-11-22 15.20.31 Garten</translation>
        </message>
        <message>
            <source>A time-lapse takes a snapshot so often; holds for the next one</source>
            <translation>So oft macht ein Zeitraffer einen Schnappschuss; gilt ab dem nächsten Zeitraffer</translation>
        </message>
        <message>
            <source>File na&amp;mes:</source>
            <translation>Datei&amp;namen:</translation>
        </message>
        <message>
            <source>File names</source>
            <translation>Dateinamen</translation>
        </message>
        <message>
            <source>For snapshots and recordings.</source>
            <translation>Für Schnappschüsse und Aufnahmen.</translation>
        </message>
        <message>
            <source>Garden 2026-11-22 15.20.31</source>
            <translation>Garten 2026-11-22 15.20.31</translation>
        </message>
        <message>
            <source>How new files are named, which is how a folder sorts them</source>
            <translation>Wie neue Dateien heißen und damit auch, wie ein Ordner sie sortiert</translation>
        </message>
        <message>
            <source>How other programs show a snapshot of a picture that is turned or mirrored here</source>
            <translation>Wie andere Programme den Schnappschuss eines Bildes zeigen, das hier gedreht oder gespiegelt ist</translation>
        </message>
        <message>
            <source>Just as the camera made it</source>
            <translation>Wie von der Kamera aufgenommen</translation>
        </message>
        <message>
            <source>Orientation</source>
            <translation>Ausrichtung</translation>
        </message>
        <message>
            <source>Pictures folder</source>
            <translation>Bilderordner</translation>
        </message>
        <message>
            <source>The picture itself stays as it is; a note in the file says how to show it.</source>
            <translation>Das Bild selbst bleibt, wie es ist; ein Vermerk in der Datei sagt, wie es zu zeigen ist.</translation>
        </message>
        <message>
            <source>Time-lapse interval in seconds</source>
            <translation>Abstand der Zeitraffer-Bilder in Sekunden</translation>
        </message>
        <message>
            <source>Turned as on the screen</source>
            <translation>Gedreht wie auf dem Bildschirm</translation>
        </message>
        <message>
            <source>every </source>
            <translation>alle </translation>
        </message>
    </context>
    <context>
        <name>SourceDialog</name>
        <message>
            <source>&amp;Address</source>
            <translation>&amp;Adresse</translation>
        </message>
        <message>
            <source>&amp;Find it</source>
            <translation>&amp;Suchen</translation>
        </message>
        <message>
            <source>&amp;Kind of camera</source>
            <translation>A&amp;rt der Kamera</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Name</translation>
        </message>
        <message>
            <source>&amp;Password</source>
            <translation>&amp;Passwort</translation>
        </message>
        <message>
            <source>&amp;User name</source>
            <translation>&amp;Benutzername</translation>
        </message>
        <message>
            <source>Add a network camera</source>
            <translation>Netzwerkkamera hinzufügen</translation>
        </message>
        <message>
            <source>Add it anyway</source>
            <translation>Trotzdem hinzufügen</translation>
        </message>
        <message>
            <source>Add this camera</source>
            <translation>Kamera hinzufügen</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Change a network camera</source>
            <translation>Netzwerkkamera ändern</translation>
        </message>
        <message>
            <source>For a camera that asks who wants to watch</source>
            <translation>Für eine Kamera, die fragt, wer zusehen will</translation>
        </message>
        <message>
            <source>Kind of camera</source>
            <translation>Art der Kamera</translation>
        </message>
        <message>
            <source>Kitchen</source>
            <translation>Küche</translation>
        </message>
        <message>
            <source>Look for the picture, here and at the usual addresses</source>
            <translation>Das Bild suchen, hier und unter den üblichen Adressen</translation>
        </message>
        <message>
            <source>Look no longer</source>
            <translation>Nicht weiter suchen</translation>
        </message>
        <message>
            <source>Looking for the picture…</source>
            <translation>Das Bild wird gesucht…</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>No picture yet</source>
            <translation>Noch kein Bild</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>Picture of the camera</source>
            <translation>Bild der Kamera</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Save it anyway</source>
            <translation>Trotzdem speichern</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>The camera's picture is here</source>
            <translation>Das Bild der Kamera ist da</translation>
        </message>
        <message>
            <source>User name</source>
            <translation>Benutzername</translation>
        </message>
        <message>
            <source>User name and password</source>
            <translation>Benutzername und Passwort</translation>
        </message>
        <message>
            <source>Without a picture now: AtomCam goes on asking the camera</source>
            <translation>Vorerst ohne Bild: AtomCam fragt weiter bei der Kamera nach</translation>
        </message>
    </context>
    <context>
        <name>SourcePresets</name>
        <message>
            <source>A board with CameraWebServer or ESPHome: its number is enough, as in 192.168.1.7.</source>
            <translation>Ein Board mit CameraWebServer oder ESPHome: Die IP-Adresse genügt, zum Beispiel 192.168.1.7.</translation>
        </message>
        <message>
            <source>Any camera in this network</source>
            <translation>Beliebige Kamera in diesem Netzwerk</translation>
        </message>
        <message>
            <source>AtomS3R-CAM as it comes from the shop</source>
            <translation>AtomS3R-CAM im Lieferzustand</translation>
        </message>
        <message>
            <source>ESP32 camera</source>
            <translation>ESP32-Kamera</translation>
        </message>
        <message>
            <source>First join the camera's own WiFi with this computer: its name begins with AtomS3R. The internet is away meanwhile. For a camera in your own WiFi, choose “Set up a camera” instead.</source>
            <translation>Verbinden Sie diesen Computer zuerst mit dem WLAN der Kamera selbst: Sein Name beginnt mit AtomS3R. Das Internet ist so lange weg. Für eine Kamera in Ihrem WLAN wählen Sie stattdessen „Kamera einrichten“.</translation>
        </message>
        <message>
            <source>Its manual has the address. Often it ends in
/Streaming/Channels/102 (Hikvision), /stream2 (Tapo),
/cam/realmonitor?channel=1&amp;subtype=1 (Dahua), /h264Preview_01_sub (Reolink).
The smaller stream is enough, and spares this computer work.</source>
            <translation>Die Adresse steht in der Anleitung der Kamera. Oft endet sie auf
/Streaming/Channels/102 (Hikvision), /stream2 (Tapo),
/cam/realmonitor?channel=1&amp;subtype=1 (Dahua), /h264Preview_01_sub (Reolink).
Der kleinere Datenstrom genügt und spart diesem Computer Arbeit.</translation>
        </message>
        <message>
            <source>RTSP camera</source>
            <translation>RTSP-Kamera</translation>
        </message>
        <message>
            <source>Type the camera's number, as the router or the camera's app shows it. AtomCam finds the rest.</source>
            <translation>Geben Sie die IP-Adresse der Kamera ein, wie sie der Router oder die App der Kamera zeigt. Den Rest findet AtomCam.</translation>
        </message>
    </context>
    <context>
        <name>SourceTexts</name>
        <message>
            <source>%1 answers, but none of the usual addresses has a picture.</source>
            <translation>%1 antwortet, hat aber unter keiner der üblichen Adressen ein Bild.</translation>
        </message>
        <message>
            <source>%1 answers, but not as such an address does (%2).</source>
            <translation>%1 antwortet, aber nicht so, wie es zu einer solchen Adresse gehört (%2).</translation>
        </message>
        <message>
            <source>%1 answers, but sends no picture.</source>
            <translation>%1 antwortet, sendet aber kein Bild.</translation>
        </message>
        <message>
            <source>%1 cannot be reached (%2).</source>
            <translation>%1 ist nicht erreichbar (%2).</translation>
        </message>
        <message>
            <source>%1 does not accept this user name and password.</source>
            <translation>%1 nimmt diesen Benutzernamen und dieses Passwort nicht an.</translation>
        </message>
        <message>
            <source>%1 does not answer.</source>
            <translation>%1 antwortet nicht.</translation>
        </message>
        <message>
            <source>%1 does not give its picture away (%2).</source>
            <translation>%1 gibt das Bild nicht heraus (%2).</translation>
        </message>
        <message>
            <source>%1 ended the connection.</source>
            <translation>%1 hat die Verbindung beendet.</translation>
        </message>
        <message>
            <source>%1 has no room for another viewer now (%2).</source>
            <translation>%1 hat gerade keinen Platz für einen weiteren Zuschauer (%2).</translation>
        </message>
        <message>
            <source>%1 has nothing at this address.</source>
            <translation>%1 hat unter dieser Adresse nichts.</translation>
        </message>
        <message>
            <source>%1 is there, but nothing answers at this port.</source>
            <translation>%1 ist da, aber an diesem Port antwortet nichts.</translation>
        </message>
        <message>
            <source>%1 wants a user name and a password.</source>
            <translation>%1 verlangt Benutzernamen und Passwort.</translation>
        </message>
        <message>
            <source>Allow this user to watch in the camera's own settings.</source>
            <translation>Erlauben Sie diesem Benutzer das Zusehen in den Einstellungen der Kamera selbst.</translation>
        </message>
        <message>
            <source>Asking the camera for its picture…</source>
            <translation>Die Kamera wird nach ihrem Bild gefragt…</translation>
        </message>
        <message>
            <source>At this address %1 shows a page for people, not pictures.</source>
            <translation>Unter dieser Adresse zeigt %1 eine Seite für Menschen, keine Bilder.</translation>
        </message>
        <message>
            <source>Check both. Too many attempts may lock the camera for a while.</source>
            <translation>Prüfen Sie beides. Nach zu vielen Versuchen sperrt sich die Kamera vielleicht eine Weile.</translation>
        </message>
        <message>
            <source>Check how it is written, or use its number.</source>
            <translation>Prüfen Sie die Schreibweise oder verwenden Sie die IP-Adresse.</translation>
        </message>
        <message>
            <source>Check that the camera has power and that this computer is in the same network.</source>
            <translation>Prüfen Sie, ob die Kamera Strom hat und ob dieser Computer im selben Netzwerk ist.</translation>
        </message>
        <message>
            <source>Check the part after the host's name.</source>
            <translation>Prüfen Sie den Teil nach dem Namen des Geräts.</translation>
        </message>
        <message>
            <source>Check the port, and that the camera's stream is switched on.</source>
            <translation>Prüfen Sie den Port und ob der Datenstrom der Kamera eingeschaltet ist.</translation>
        </message>
        <message>
            <source>Check the port, and the beginning of the address.</source>
            <translation>Prüfen Sie den Port und den Anfang der Adresse.</translation>
        </message>
        <message>
            <source>Choose MJPEG, H.264 or H.265 in the camera's settings, or another address.</source>
            <translation>Wählen Sie in den Einstellungen der Kamera MJPEG, H.264 oder H.265, oder verwenden Sie eine andere Adresse.</translation>
        </message>
        <message>
            <source>Choose a smaller size in the camera's settings.</source>
            <translation>Wählen Sie in den Einstellungen der Kamera eine kleinere Größe.</translation>
        </message>
        <message>
            <source>Close others that watch it.</source>
            <translation>Schließen Sie andere Programme, die der Kamera zusehen.</translation>
        </message>
        <message>
            <source>Give another address, or change that camera.</source>
            <translation>Geben Sie eine andere Adresse an oder ändern Sie jene Kamera.</translation>
        </message>
        <message>
            <source>It looks like 192.168.1.7, http://192.168.1.7:81/stream or rtsp://192.168.1.7/stream.</source>
            <translation>Sie sieht aus wie 192.168.1.7, http://192.168.1.7:81/stream oder rtsp://192.168.1.7/stream.</translation>
        </message>
        <message>
            <source>It may be restarting, or have only one viewer at a time: close others that watch it.</source>
            <translation>Vielleicht startet sie gerade neu oder lässt nur einen Zuschauer zugleich zu: Schließen Sie andere Programme, die ihr zusehen.</translation>
        </message>
        <message>
            <source>Look for the stream's address in the camera's manual.</source>
            <translation>Suchen Sie die Adresse des Datenstroms in der Anleitung der Kamera.</translation>
        </message>
        <message>
            <source>Nothing in this network is called %1.</source>
            <translation>In diesem Netzwerk heißt nichts %1.</translation>
        </message>
        <message>
            <source>Restart the camera if this goes on.</source>
            <translation>Starten Sie die Kamera neu, wenn das so bleibt.</translation>
        </message>
        <message>
            <source>The address of the picture itself is needed; the camera's manual has it.</source>
            <translation>Gebraucht wird die Adresse des Bildes selbst; sie steht in der Anleitung der Kamera.</translation>
        </message>
        <message>
            <source>The pictures of %1 are larger than 4 MB each.</source>
            <translation>Die Bilder von %1 sind jeweils größer als 4 MB.</translation>
        </message>
        <message>
            <source>They are those of the camera's own page or app.</source>
            <translation>Es sind die der Seite oder der App, die zur Kamera gehört.</translation>
        </message>
        <message>
            <source>This camera is already here: “%2”.</source>
            <translation>Diese Kamera ist schon da: „%2“.</translation>
        </message>
        <message>
            <source>This computer does not trust the certificate of %1 (%2).</source>
            <translation>Dieser Computer vertraut dem Zertifikat von %1 nicht (%2).</translation>
        </message>
        <message>
            <source>This is not the address of a camera.</source>
            <translation>Das ist keine Adresse einer Kamera.</translation>
        </message>
        <message>
            <source>Use the camera's http:// address, or give the camera a certificate of yours.</source>
            <translation>Verwenden Sie die Adresse der Kamera mit http:// oder geben Sie der Kamera ein eigenes Zertifikat.</translation>
        </message>
        <message>
            <source>What %1 sends at this address is no picture that AtomCam shows (%2).</source>
            <translation>Was %1 unter dieser Adresse sendet, ist kein Bild, das AtomCam zeigen kann (%2).</translation>
        </message>
    </context>
    <context>
        <name>SourcesControl</name>
        <message>
            <source>The list of network cameras could not be read: %1</source>
            <translation>Die Liste der Netzwerkkameras ließ sich nicht lesen: %1</translation>
        </message>
        <message>
            <source>The list of network cameras was damaged. It was kept as %1.</source>
            <translation>Die Liste der Netzwerkkameras war beschädigt. Sie wurde als %1 aufgehoben.</translation>
        </message>
        <message>
            <source>This holds only until AtomCam is closed, because it could not be saved: %1</source>
            <translation>Das gilt nur, bis AtomCam beendet wird, denn es ließ sich nicht speichern: %1</translation>
        </message>
    </context>
    <context>
        <name>StepButton</name>
        <message>
            <source>Go back to this step</source>
            <translation>Zu diesem Schritt zurückgehen</translation>
        </message>
        <message>
            <source>done</source>
            <translation>erledigt</translation>
        </message>
        <message>
            <source>open step</source>
            <translation>aktueller Schritt</translation>
        </message>
        <message>
            <source>skipped</source>
            <translation>übersprungen</translation>
        </message>
        <message>
            <source>to come</source>
            <translation>kommt noch</translation>
        </message>
    </context>
    <context>
        <name>StepsList</name>
        <message>
            <source>Steps</source>
            <translation>Schritte</translation>
        </message>
    </context>
    <context>
        <name>TickList</name>
        <message>
            <source>What must come true for the picture</source>
            <translation>Was für das Bild erfüllt sein muss</translation>
        </message>
    </context>
    <context>
        <name>TimelineBar</name>
        <message>
            <source>Position in the recording</source>
            <translation>Stelle in der Aufnahme</translation>
        </message>
    </context>
    <context>
        <name>Toast</name>
        <message>
            <source>Close this message</source>
            <translation>Diese Meldung schließen</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy the picture, to paste it elsewhere</source>
            <translation>Das Bild kopieren, um es anderswo einzufügen</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Show the file in its folder</source>
            <translation>Die Datei in ihrem Ordner zeigen</translation>
        </message>
    </context>
    <context>
        <name>Trouble</name>
        <message>
            <source>Another program is using the camera's port {port}: {holder}.</source>
            <translation>Ein anderes Programm benutzt den Anschluss {port} der Kamera: {holder}.</translation>
        </message>
        <message>
            <source>Bring the camera nearer to the router and try again.</source>
            <translation>Bringen Sie die Kamera näher an den Router und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Bring the camera nearer to the router. If the network is there, it may be a 5 GHz network: the camera can only join 2.4 GHz ones.</source>
            <translation>Bringen Sie die Kamera näher an den Router. Wenn das Netzwerk da ist, funkt es vielleicht mit 5 GHz: Die Kamera kann sich nur mit 2,4-GHz-Netzwerken verbinden.</translation>
        </message>
        <message>
            <source>Change it and try again, or install the camera's software anew.</source>
            <translation>Ändern Sie die Angaben und versuchen Sie es erneut, oder installieren Sie die Software der Kamera neu.</translation>
        </message>
        <message>
            <source>Change it and try again.</source>
            <translation>Ändern Sie die Angaben und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Check address and port, and that AtomCam is running there.</source>
            <translation>Prüfen Sie Adresse und Port und ob AtomCam dort läuft.</translation>
        </message>
        <message>
            <source>Check that you chose the camera's port. If it is the camera, install its software.</source>
            <translation>Prüfen Sie, ob Sie den Anschluss der Kamera gewählt haben. Wenn es die Kamera ist, installieren Sie ihre Software.</translation>
        </message>
        <message>
            <source>Check that you may write there, and try again.</source>
            <translation>Prüfen Sie, ob Sie dort schreiben dürfen, und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Check the password, bring the camera nearer to the router, and try again.</source>
            <translation>Prüfen Sie das Passwort, bringen Sie die Kamera näher an den Router und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Check the password, capital letters too, and try again.</source>
            <translation>Prüfen Sie das Passwort, auch Groß- und Kleinschreibung, und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Check this computer's date and time. If the network asks for a login, log in with a web browser; if a filter checks all traffic here, try another network or choose a file that you have.</source>
            <translation>Prüfen Sie Datum und Uhrzeit dieses Computers. Wenn das Netzwerk eine Anmeldung verlangt, melden Sie sich in einem Browser an; wenn hier ein Filter den ganzen Datenverkehr prüft, versuchen Sie es in einem anderen Netzwerk oder wählen Sie eine Datei, die Sie haben.</translation>
        </message>
        <message>
            <source>Check this computer's internet connection and try again, or choose a file that you have.</source>
            <translation>Prüfen Sie die Internetverbindung dieses Computers und versuchen Sie es erneut, oder wählen Sie eine Datei, die Sie haben.</translation>
        </message>
        <message>
            <source>Choose another file.</source>
            <translation>Wählen Sie eine andere Datei.</translation>
        </message>
        <message>
            <source>Choose the .zip for M5STACK_ATOM_S3R from the release's page.</source>
            <translation>Wählen Sie die .zip-Datei für M5STACK_ATOM_S3R von der Seite der Veröffentlichung.</translation>
        </message>
        <message>
            <source>Choose the firmware for M5STACK_ATOM_S3R. Nothing was written.</source>
            <translation>Wählen Sie die Firmware für M5STACK_ATOM_S3R. Es wurde nichts aufgespielt.</translation>
        </message>
        <message>
            <source>Choose the one for M5STACK_ATOM_S3R. Nothing was written.</source>
            <translation>Wählen Sie die Firmware für M5STACK_ATOM_S3R. Es wurde nichts aufgespielt.</translation>
        </message>
        <message>
            <source>Choose the port of an AtomS3R-CAM. Nothing was written to this board.</source>
            <translation>Wählen Sie den Anschluss einer AtomS3R-CAM. Auf dieses Board wurde nichts aufgespielt.</translation>
        </message>
        <message>
            <source>Choose the release's .zip, or the firmware.bin that is in it. Nothing was written.</source>
            <translation>Wählen Sie die .zip-Datei der Veröffentlichung oder die firmware.bin darin. Es wurde nichts aufgespielt.</translation>
        </message>
        <message>
            <source>Choose the whole firmware.bin of the release. Nothing was written.</source>
            <translation>Wählen Sie die vollständige firmware.bin der Veröffentlichung. Es wurde nichts aufgespielt.</translation>
        </message>
        <message>
            <source>Close that program, or unplug the camera and plug it in again, then try again.</source>
            <translation>Schließen Sie jenes Programm, oder ziehen Sie die Kamera ab und schließen Sie sie wieder an; versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>Connect to the internet for the download, or choose a file that you have.</source>
            <translation>Stellen Sie zum Herunterladen eine Verbindung zum Internet her oder wählen Sie eine Datei, die Sie haben.</translation>
        </message>
        <message>
            <source>Download it again.</source>
            <translation>Laden Sie die Datei noch einmal herunter.</translation>
        </message>
        <message>
            <source>Hold its side button for 2 seconds until the green light comes on, and install its software.</source>
            <translation>Halten Sie den Knopf an ihrer Seite 2 Sekunden lang gedrückt, bis das grüne Licht angeht, und installieren Sie ihre Software.</translation>
        </message>
        <message>
            <source>Hold its side button for 2 seconds until the green light comes on, then try again.</source>
            <translation>Halten Sie den Knopf an ihrer Seite 2 Sekunden lang gedrückt, bis das grüne Licht angeht, und versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>Install it first. Without a window, type: atomcam flash --port {port}</source>
            <translation>Installieren Sie sie zuerst. Ohne Fenster geben Sie ein: atomcam flash --port {port}</translation>
        </message>
        <message>
            <source>Install its software again with everything erased. If that does not help, try another USB cable or socket.</source>
            <translation>Installieren Sie ihre Software neu und löschen Sie dabei alles. Wenn das nicht hilft, versuchen Sie ein anderes USB-Kabel oder eine andere USB-Buchse.</translation>
        </message>
        <message>
            <source>Leave only the one that you want to set up, or name its port.</source>
            <translation>Lassen Sie nur die angeschlossen, die Sie einrichten möchten, oder nennen Sie ihren Anschluss.</translation>
        </message>
        <message>
            <source>Let AtomCam install its rule for these boards and plug the camera in again, or do so after typing: {command}</source>
            <translation>Lassen Sie AtomCam die Regel für diese Boards installieren und schließen Sie die Kamera neu an, oder tun Sie das nach dieser Eingabe: {command}</translation>
        </message>
        <message>
            <source>Let AtomCam through this computer's firewall, and check that both are in the same network, not in a guest network.</source>
            <translation>Lassen Sie AtomCam durch die Firewall dieses Computers und prüfen Sie, ob beide im selben Netzwerk sind und nicht in einem Gastnetzwerk.</translation>
        </message>
        <message>
            <source>Make room or allow writing there, and try again.</source>
            <translation>Schaffen Sie dort Platz oder erlauben Sie dort das Schreiben, und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Make some room there and try again.</source>
            <translation>Schaffen Sie dort etwas Platz und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>More than one camera is plugged in ({ports}).</source>
            <translation>Es ist mehr als eine Kamera angeschlossen ({ports}).</translation>
        </message>
        <message>
            <source>Nothing is plugged in at {port}.</source>
            <translation>An {port} ist nichts angeschlossen.</translation>
        </message>
        <message>
            <source>Open a web browser, log in to the network where it asks for it, and fetch the file again.</source>
            <translation>Öffnen Sie einen Browser, melden Sie sich im Netzwerk an, wenn es das verlangt, und holen Sie die Datei noch einmal.</translation>
        </message>
        <message>
            <source>Plug it in again and try again; what is on it already is kept.</source>
            <translation>Schließen Sie sie wieder an und versuchen Sie es erneut; was schon auf ihr ist, bleibt erhalten.</translation>
        </message>
        <message>
            <source>Plug the camera in with a USB cable that carries data, and choose its port again.</source>
            <translation>Schließen Sie die Kamera mit einem USB-Kabel an, das Daten überträgt, und wählen Sie ihren Anschluss noch einmal.</translation>
        </message>
        <message>
            <source>Set the camera up once more, so that both have the same key.</source>
            <translation>Richten Sie die Kamera noch einmal ein, damit beide denselben Schlüssel haben.</translation>
        </message>
        <message>
            <source>Set the router to WPA2 or WPA2/WPA3, or use its guest network.</source>
            <translation>Stellen Sie den Router auf WPA2 oder WPA2/WPA3 ein oder verwenden Sie sein Gastnetzwerk.</translation>
        </message>
        <message>
            <source>Stopped as you asked. {state}</source>
            <translation>Wie gewünscht angehalten. {state}</translation>
        </message>
        <message>
            <source>The USB connection to the camera was disturbed, at lower speed too ({reason}).</source>
            <translation>Die USB-Verbindung zur Kamera war gestört, auch bei niedrigerem Tempo ({reason}).</translation>
        </message>
        <message>
            <source>The board at {port} does not have the camera software yet.</source>
            <translation>Das Board an {port} hat die Kamerasoftware noch nicht.</translation>
        </message>
        <message>
            <source>The board at {port} has {have} MB of memory for software; {need} MB are needed.</source>
            <translation>Das Board an {port} hat {have} MB Speicher für Software; nötig sind {need} MB.</translation>
        </message>
        <message>
            <source>The board at {port} is an {chip}; this software is for a camera board with an {wanted}.</source>
            <translation>Das Board an {port} ist ein {chip}; diese Software ist für ein Kamera-Board mit {wanted}.</translation>
        </message>
        <message>
            <source>The board at {port} is locked by its maker and takes no other software.</source>
            <translation>Das Board an {port} ist vom Hersteller gesperrt und nimmt keine andere Software an.</translation>
        </message>
        <message>
            <source>The camera at {port} could not be switched to receive new software.</source>
            <translation>Die Kamera an {port} ließ sich nicht auf den Empfang neuer Software umschalten.</translation>
        </message>
        <message>
            <source>The camera at {port} does not answer.</source>
            <translation>Die Kamera an {port} antwortet nicht.</translation>
        </message>
        <message>
            <source>The camera at {port} starts again and again and never gets ready.</source>
            <translation>Die Kamera an {port} startet immer wieder neu und wird nie bereit.</translation>
        </message>
        <message>
            <source>The camera could not join {ssid} ({reason}).</source>
            <translation>Die Kamera konnte sich nicht mit {ssid} verbinden ({reason}).</translation>
        </message>
        <message>
            <source>The camera could not join {ssid} in time.</source>
            <translation>Die Kamera konnte sich nicht rechtzeitig mit {ssid} verbinden.</translation>
        </message>
        <message>
            <source>The camera could not join {ssid}: probably the wrong password.</source>
            <translation>Die Kamera konnte sich nicht mit {ssid} verbinden: wahrscheinlich das falsche Passwort.</translation>
        </message>
        <message>
            <source>The camera did not accept this: {reason}.</source>
            <translation>Die Kamera hat das nicht angenommen: {reason}.</translation>
        </message>
        <message>
            <source>The camera does not find a network called {ssid}.</source>
            <translation>Die Kamera findet kein Netzwerk mit dem Namen {ssid}.</translation>
        </message>
        <message>
            <source>The camera is connected, but no picture came: {reason}.</source>
            <translation>Die Kamera ist verbunden, aber es kam kein Bild: {reason}.</translation>
        </message>
        <message>
            <source>The camera is in the WiFi, but does not reach this computer at {host}:{port}.</source>
            <translation>Die Kamera ist im WLAN, erreicht aber diesen Computer unter {host}:{port} nicht.</translation>
        </message>
        <message>
            <source>The camera reaches this computer, but its key was refused.</source>
            <translation>Die Kamera erreicht diesen Computer, aber ihr Schlüssel wurde abgelehnt.</translation>
        </message>
        <message>
            <source>The camera reaches {host}:{port}, but what answers there is not AtomCam ({reason}).</source>
            <translation>Die Kamera erreicht {host}:{port}, aber was dort antwortet, ist nicht AtomCam ({reason}).</translation>
        </message>
        <message>
            <source>The camera stopped answering while {doing}.</source>
            <translation>Die Kamera hat aufgehört zu antworten ({doing}).</translation>
        </message>
        <message>
            <source>The camera was unplugged, or its cable lost contact, while {doing}.</source>
            <translation>Die Kamera wurde abgezogen, oder ihr Kabel hatte keinen Kontakt mehr ({doing}).</translation>
        </message>
        <message>
            <source>The camera's firmware is not on this computer yet.</source>
            <translation>Die Firmware der Kamera ist noch nicht auf diesem Computer.</translation>
        </message>
        <message>
            <source>The camera's key could not be saved on this computer: {reason}.</source>
            <translation>Der Schlüssel der Kamera ließ sich auf diesem Computer nicht speichern: {reason}.</translation>
        </message>
        <message>
            <source>The camera's port {port} could not be opened: {reason}.</source>
            <translation>Der Anschluss {port} der Kamera ließ sich nicht öffnen: {reason}.</translation>
        </message>
        <message>
            <source>The download could not be checked, because its published checksum could not be fetched ({reason}).</source>
            <translation>Die heruntergeladene Datei ließ sich nicht prüfen, weil ihre veröffentlichte Prüfsumme nicht zu bekommen war ({reason}).</translation>
        </message>
        <message>
            <source>The download could not be saved in {folder}: {reason}.</source>
            <translation>Die heruntergeladene Datei ließ sich nicht in {folder} speichern: {reason}.</translation>
        </message>
        <message>
            <source>The download could not start: {reason}.</source>
            <translation>Das Herunterladen konnte nicht beginnen: {reason}.</translation>
        </message>
        <message>
            <source>The download was cut off at {have} of {total}.</source>
            <translation>Das Herunterladen brach bei {have} von {total} ab.</translation>
        </message>
        <message>
            <source>The download was refused: {reason}.</source>
            <translation>Das Herunterladen wurde abgelehnt: {reason}.</translation>
        </message>
        <message>
            <source>The file {file} cannot be read: {reason}.</source>
            <translation>Die Datei {file} lässt sich nicht lesen: {reason}.</translation>
        </message>
        <message>
            <source>The rule that lets this user open the camera's port was not installed: {reason}.</source>
            <translation>Die Regel, mit der dieser Benutzer den Anschluss der Kamera öffnen darf, wurde nicht installiert: {reason}.</translation>
        </message>
        <message>
            <source>The software is written and checked, but the camera did not come back after its restart.</source>
            <translation>Die Software ist aufgespielt und geprüft, aber die Kamera kam nach ihrem Neustart nicht wieder.</translation>
        </message>
        <message>
            <source>The software is written and checked, but the camera still waits for new software.</source>
            <translation>Die Software ist aufgespielt und geprüft, aber die Kamera wartet immer noch auf neue Software.</translation>
        </message>
        <message>
            <source>There is no firmware.bin in {file}.</source>
            <translation>In {file} ist keine firmware.bin.</translation>
        </message>
        <message>
            <source>There is not enough room on this computer for the download ({folder}).</source>
            <translation>Auf diesem Computer ist nicht genug Platz zum Herunterladen ({folder}).</translation>
        </message>
        <message>
            <source>This computer's ports cannot be listed: {reason}.</source>
            <translation>Die Anschlüsse dieses Computers lassen sich nicht auflisten: {reason}.</translation>
        </message>
        <message>
            <source>This user may not open the camera's port {port}, although the rule for these boards is installed.</source>
            <translation>Dieser Benutzer darf den Anschluss {port} der Kamera nicht öffnen, obwohl die Regel für diese Boards installiert ist.</translation>
        </message>
        <message>
            <source>This user may not open the camera's port {port}.</source>
            <translation>Dieser Benutzer darf den Anschluss {port} der Kamera nicht öffnen.</translation>
        </message>
        <message>
            <source>Try again later, or choose a file that you have.</source>
            <translation>Versuchen Sie es später erneut oder wählen Sie eine Datei, die Sie haben.</translation>
        </message>
        <message>
            <source>Try again later, or choose a file that you trust.</source>
            <translation>Versuchen Sie es später erneut oder wählen Sie eine Datei, der Sie vertrauen.</translation>
        </message>
        <message>
            <source>Try again on another network. If it happens again, don't install it, and tell us.</source>
            <translation>Versuchen Sie es in einem anderen Netzwerk erneut. Wenn es wieder passiert, installieren Sie die Datei nicht und sagen Sie uns Bescheid.</translation>
        </message>
        <message>
            <source>Try again whenever you like; only what is missing is written.</source>
            <translation>Versuchen Sie es jederzeit erneut; nur was fehlt, wird aufgespielt.</translation>
        </message>
        <message>
            <source>Try again, or type this in a terminal and plug the camera in again: {command}</source>
            <translation>Versuchen Sie es erneut, oder geben Sie dies in einem Terminal ein und schließen Sie die Kamera neu an: {command}</translation>
        </message>
        <message>
            <source>Try again. If it goes on, restart the router.</source>
            <translation>Versuchen Sie es erneut. Wenn es so bleibt, starten Sie den Router neu.</translation>
        </message>
        <message>
            <source>Try again; it goes on where it stopped.</source>
            <translation>Versuchen Sie es erneut; es geht dort weiter, wo es aufgehört hat.</translation>
        </message>
        <message>
            <source>Try again; only what differs is written. If it fails again, the board's memory may be damaged.</source>
            <translation>Versuchen Sie es erneut; nur was abweicht, wird aufgespielt. Wenn es wieder fehlschlägt, ist vielleicht der Speicher des Boards beschädigt.</translation>
        </message>
        <message>
            <source>Unplug it, plug it in again without holding the button, and try again.</source>
            <translation>Ziehen Sie die Kamera ab, schließen Sie sie wieder an, ohne den Knopf zu drücken, und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Unplug it, plug it in again, and try again.</source>
            <translation>Ziehen Sie die Kamera ab, schließen Sie sie wieder an und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Unplug the camera and plug it in again. If that does not help, log out and in again after typing: {command}</source>
            <translation>Ziehen Sie die Kamera ab und schließen Sie sie wieder an. Wenn das nicht hilft, melden Sie sich am Computer ab und wieder an, nach dieser Eingabe: {command}</translation>
        </message>
        <message>
            <source>Unplug the camera, plug it in again, and look whether its lens is firmly in place.</source>
            <translation>Ziehen Sie die Kamera ab, schließen Sie sie wieder an und sehen Sie nach, ob das Objektiv fest sitzt.</translation>
        </message>
        <message>
            <source>Unplug the camera, plug it in again, and try again.</source>
            <translation>Ziehen Sie die Kamera ab, schließen Sie sie wieder an und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Unplug the camera, plug it in again, and try again. If that does not help, restart the computer.</source>
            <translation>Ziehen Sie die Kamera ab, schließen Sie sie wieder an und versuchen Sie es erneut. Wenn das nicht hilft, starten Sie den Computer neu.</translation>
        </message>
        <message>
            <source>Unplug the camera, plug it in again, and try again; only what is missing is written.</source>
            <translation>Ziehen Sie die Kamera ab, schließen Sie sie wieder an und versuchen Sie es erneut; nur was fehlt, wird aufgespielt.</translation>
        </message>
        <message>
            <source>Use a board that is not locked. Nothing was written to this one.</source>
            <translation>Verwenden Sie ein Board, das nicht gesperrt ist. Auf dieses wurde nichts aufgespielt.</translation>
        </message>
        <message>
            <source>Use an AtomS3R-CAM, which has 8 MB. Nothing was written to this board.</source>
            <translation>Verwenden Sie eine AtomS3R-CAM: Sie hat 8 MB. Auf dieses Board wurde nichts aufgespielt.</translation>
        </message>
        <message>
            <source>Use another cable, plug it straight into the computer, and try again; only what is missing is written.</source>
            <translation>Nehmen Sie ein anderes Kabel, schließen Sie es direkt am Computer an und versuchen Sie es erneut; nur was fehlt, wird aufgespielt.</translation>
        </message>
        <message>
            <source>What answered as {host} could not prove that it is {host}: {reason}.</source>
            <translation>Was als {host} geantwortet hat, konnte nicht beweisen, dass es {host} ist: {reason}.</translation>
        </message>
        <message>
            <source>What is on the camera is not what was written ({where}).</source>
            <translation>Auf der Kamera ist nicht das, was aufgespielt wurde ({where}).</translation>
        </message>
        <message>
            <source>What is plugged in at {port} answers, but not like a camera board.</source>
            <translation>Was an {port} angeschlossen ist, antwortet, aber nicht wie ein Kamera-Board.</translation>
        </message>
        <message>
            <source>What was downloaded is not what the project published. It was thrown away.</source>
            <translation>Was heruntergeladen wurde, ist nicht das, was das Projekt veröffentlicht hat. Es wurde verworfen.</translation>
        </message>
        <message>
            <source>Writing the software did not work: {reason}.</source>
            <translation>Das Aufspielen der Software hat nicht geklappt: {reason}.</translation>
        </message>
        <message>
            <source>{file} does not fit the camera: {detail}.</source>
            <translation>{file} passt nicht auf die Kamera: {detail}.</translation>
        </message>
        <message>
            <source>{file} has no partition table at 0x8000; it is only a part of a firmware.</source>
            <translation>{file} hat keine Partitionstabelle bei 0x8000; es ist nur ein Teil einer Firmware.</translation>
        </message>
        <message>
            <source>{file} is a damaged or unfinished .zip.</source>
            <translation>{file} ist eine beschädigte oder unvollständige .zip-Datei.</translation>
        </message>
        <message>
            <source>{file} is a firmware for an {chip}; the camera has an {wanted}.</source>
            <translation>{file} ist eine Firmware für {chip}; die Kamera hat einen {wanted}.</translation>
        </message>
        <message>
            <source>{file} is a web page, not a firmware. The network may have asked for a login instead of giving the file.</source>
            <translation>{file} ist eine Webseite, keine Firmware. Vielleicht hat das Netzwerk eine Anmeldung verlangt, statt die Datei zu liefern.</translation>
        </message>
        <message>
            <source>{file} is damaged: its checksum does not fit.</source>
            <translation>{file} ist beschädigt: Die Prüfsumme passt nicht.</translation>
        </message>
        <message>
            <source>{file} is not a firmware for this camera.</source>
            <translation>{file} ist keine Firmware für diese Kamera.</translation>
        </message>
        <message>
            <source>{file} is not complete: it ends before the firmware does.</source>
            <translation>{file} ist nicht vollständig: Die Datei endet vor der Firmware.</translation>
        </message>
        <message>
            <source>{ssid} is too weak where the camera is.</source>
            <translation>{ssid} ist dort, wo die Kamera ist, zu schwach.</translation>
        </message>
        <message>
            <source>{ssid} uses a kind of security that the camera does not know.</source>
            <translation>{ssid} verwendet eine Art der Sicherung, die die Kamera nicht kennt.</translation>
        </message>
    </context>
    <context>
        <name>TroubleBox</name>
        <message>
            <source>Drawing: the button at the camera's side, and the green light</source>
            <translation>Zeichnung: der Knopf an der Seite der Kamera und das grüne Licht</translation>
        </message>
        <message>
            <source>More help</source>
            <translation>Mehr Hilfe</translation>
        </message>
        <message>
            <source>What else you can try</source>
            <translation>Was Sie noch versuchen können</translation>
        </message>
    </context>
    <context>
        <name>UpdateControl</name>
        <message>
            <source>Show…</source>
            <translation>Zeigen…</translation>
        </message>
        <message>
            <source>Update…</source>
            <translation>Aktualisieren…</translation>
        </message>
    </context>
    <context>
        <name>UpdateDialog</name>
        <message>
            <source>&amp;Close</source>
            <translation>&amp;Schließen</translation>
        </message>
        <message>
            <source>&amp;Try again</source>
            <translation>&amp;Erneut versuchen</translation>
        </message>
        <message>
            <source>&amp;Update</source>
            <translation>&amp;Aktualisieren</translation>
        </message>
        <message>
            <source>Cancel the update</source>
            <translation>Aktualisierung abbrechen</translation>
        </message>
        <message>
            <source>Close this window</source>
            <translation>Dieses Fenster schließen</translation>
        </message>
        <message>
            <source>Given up. The camera goes on with the software that it had.</source>
            <translation>Abgebrochen. Die Kamera läuft mit ihrer bisherigen Software weiter.</translation>
        </message>
        <message>
            <source>Giving it up…</source>
            <translation>Wird abgebrochen…</translation>
        </message>
        <message>
            <source>It is too late: the camera restarts</source>
            <translation>Dafür ist es zu spät: Die Kamera startet neu</translation>
        </message>
        <message>
            <source>Put this program's software on the camera</source>
            <translation>Die Software dieses Programms auf die Kamera aufspielen</translation>
        </message>
        <message>
            <source>The camera keeps the software it has</source>
            <translation>Die Kamera behält ihre bisherige Software</translation>
        </message>
        <message>
            <source>Update of %1</source>
            <translation>Aktualisierung von %1</translation>
        </message>
        <message>
            <source>You may close this window; the update goes on, and the panel shows how far it is.</source>
            <translation>Sie können dieses Fenster schließen; die Aktualisierung läuft weiter, und die Leiste mit den Reglern zeigt, wie weit sie ist.</translation>
        </message>
    </context>
    <context>
        <name>ViewControls</name>
        <message>
            <source>Picture controls</source>
            <translation>Bedienung des Bildes</translation>
        </message>
    </context>
    <context>
        <name>ViewersTable</name>
        <message>
            <source>%1 fps</source>
            <translation>%1 fps</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Kamera</translation>
        </message>
        <message>
            <source>Form</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>Link</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Seit</translation>
        </message>
        <message>
            <source>Who is watching now</source>
            <translation>Wer gerade zusieht</translation>
        </message>
    </context>
    <context>
        <name>Wall</name>
        <message>
            <source>REC</source>
            <translation>REC</translation>
        </message>
    </context>
    <context>
        <name>WallView</name>
        <message>
            <source>%1: %2. Camera %3 of %4</source>
            <translation>%1: %2. Kamera %3 von %4</translation>
        </message>
        <message>
            <source>All cameras</source>
            <translation>Alle Kameras</translation>
        </message>
    </context>
    <context>
        <name>WelcomePage</name>
        <message>
            <source>&amp;Tell me when there is a newer version</source>
            <translation>Auf neuere &amp;Versionen hinweisen</translation>
        </message>
        <message>
            <source>A drawn, moving picture, to look around without any camera.</source>
            <translation>Ein gezeichnetes, bewegtes Bild, zum Umsehen ganz ohne Kamera.</translation>
        </message>
        <message>
            <source>Add a network camera</source>
            <translation>Netzwerkkamera hinzufügen</translation>
        </message>
        <message>
            <source>Ask github.com once a day for the newest version's number</source>
            <translation>Einmal am Tag bei github.com nach der Nummer der neuesten Version fragen</translation>
        </message>
        <message>
            <source>Drawing of a small camera board with a cable</source>
            <translation>Zeichnung eines kleinen Kamera-Boards mit Kabel</translation>
        </message>
        <message>
            <source>I have my own camera</source>
            <translation>Ich habe eine eigene Kamera</translation>
        </message>
        <message>
            <source>Live pictures from small WiFi cameras, here on your desk.</source>
            <translation>Live-Bilder von kleinen WLAN-Kameras, hier auf Ihrem Schreibtisch.</translation>
        </message>
        <message>
            <source>No account, no cloud: pictures stay in your network, and nobody shows you one whom you did not let in.</source>
            <translation>Kein Konto, keine Cloud: Die Bilder bleiben in Ihrem Netzwerk, und niemand zeigt hier eines, den Sie nicht zugelassen haben.</translation>
        </message>
        <message>
            <source>One that is in your network already, by MJPEG or RTSP.</source>
            <translation>Eine, die schon in Ihrem Netzwerk ist, über MJPEG oder RTSP.</translation>
        </message>
        <message>
            <source>Set up a camera</source>
            <translation>Kamera einrichten</translation>
        </message>
        <message>
            <source>The address to send pictures to, and a short script that does</source>
            <translation>Die Adresse für die Bilder und ein kurzes Skript, das sie dorthin sendet</translation>
        </message>
        <message>
            <source>Try the demo camera</source>
            <translation>Demokamera ausprobieren</translation>
        </message>
        <message>
            <source>Welcome</source>
            <translation>Willkommen</translation>
        </message>
        <message>
            <source>Welcome to AtomCam</source>
            <translation>Willkommen bei AtomCam</translation>
        </message>
        <message>
            <source>With the camera board, a USB cable and your WiFi's password; a few minutes.</source>
            <translation>Mit dem Kamera-Board, einem USB-Kabel und Ihrem WLAN-Passwort; ein paar Minuten.</translation>
        </message>
    </context>
    <context>
        <name>WifiPage</name>
        <message numerus="yes">
            <source>%n networks found</source>
            <translation>
                <numerusform>%n Netzwerk gefunden</numerusform>
                <numerusform>%n Netzwerke gefunden</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Look again</source>
            <translation>&amp;Erneut suchen</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Name</translation>
        </message>
        <message>
            <source>&amp;Password</source>
            <translation>&amp;Passwort</translation>
        </message>
        <message>
            <source>&amp;Remember it for the next camera</source>
            <translation>Für die nächste Kamera &amp;merken</translation>
        </message>
        <message>
            <source>Choose the WiFi for your camera</source>
            <translation>WLAN für die Kamera wählen</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <source>Everybody near it can watch what the camera sends. A network with a password is better.</source>
            <translation>Jeder in der Nähe kann mitsehen, was die Kamera sendet. Ein Netzwerk mit Passwort ist besser.</translation>
        </message>
        <message>
            <source>Exactly as the router has it, capital letters too</source>
            <translation>Genau wie im Router, auch Groß- und Kleinschreibung</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <source>Keep the password in this system's key ring</source>
            <translation>Das Passwort im Schlüsselbund dieses Systems aufbewahren</translation>
        </message>
        <message>
            <source>Let the camera join this network</source>
            <translation>Die Kamera mit diesem Netzwerk verbinden</translation>
        </message>
        <message>
            <source>Let the camera look for networks once more</source>
            <translation>Die Kamera noch einmal nach Netzwerken suchen lassen</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>Erneut suchen</translation>
        </message>
        <message>
            <source>Name of the network</source>
            <translation>Name des Netzwerks</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>S&amp;how</source>
            <translation>Zei&amp;gen</translation>
        </message>
        <message>
            <source>Show the password as it is typed</source>
            <translation>Das Passwort beim Eingeben zeigen</translation>
        </message>
        <message>
            <source>Stop trying to join this network</source>
            <translation>Nicht weiter versuchen, sich mit diesem Netzwerk zu verbinden</translation>
        </message>
        <message>
            <source>The camera is in %1. Go on, or choose another network.</source>
            <translation>Die Kamera ist in %1. Gehen Sie weiter oder wählen Sie ein anderes Netzwerk.</translation>
        </message>
        <message>
            <source>The camera is in this network already</source>
            <translation>Die Kamera ist schon in diesem Netzwerk</translation>
        </message>
        <message>
            <source>The camera joins %1…</source>
            <translation>Die Kamera verbindet sich mit %1…</translation>
        </message>
        <message>
            <source>The camera looks for networks…</source>
            <translation>Die Kamera sucht Netzwerke…</translation>
        </message>
        <message>
            <source>The camera sees no network. Bring it nearer to the router, and look again.</source>
            <translation>Die Kamera sieht kein Netzwerk. Bringen Sie sie näher an den Router und lassen Sie sie erneut suchen.</translation>
        </message>
        <message>
            <source>The network's password; the camera gets it over the cable</source>
            <translation>Das Passwort des Netzwerks; die Kamera bekommt es über das Kabel</translation>
        </message>
        <message>
            <source>These are the networks the camera itself can see.</source>
            <translation>Diese Netzwerke sieht die Kamera selbst.</translation>
        </message>
        <message>
            <source>This network has no password.</source>
            <translation>Dieses Netzwerk hat kein Passwort.</translation>
        </message>
    </context>
    <context>
        <name>WizardWindow</name>
        <message>
            <source>&amp;Back</source>
            <translation>&amp;Zurück</translation>
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>A&amp;bbrechen</translation>
        </message>
        <message>
            <source>Back to the step before</source>
            <translation>Zurück zum vorigen Schritt</translation>
        </message>
        <message>
            <source>Keep going</source>
            <translation>Weitermachen</translation>
        </message>
        <message>
            <source>Let the installation end</source>
            <translation>Die Installation zu Ende laufen lassen</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Set up a camera</source>
            <translation>Kamera einrichten</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Stop now; the rest can be written later</source>
            <translation>Jetzt anhalten; der Rest kann später aufgespielt werden</translation>
        </message>
        <message>
            <source>Stop the installation? The camera does not work until the rest is written.</source>
            <translation>Die Installation anhalten? Die Kamera funktioniert erst, wenn auch der Rest aufgespielt ist.</translation>
        </message>
        <message>
            <source>What the installation says, line by line</source>
            <translation>Was die Installation meldet, Zeile für Zeile</translation>
        </message>
    </context>
    <context>
        <name>Working</name>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>Getting ready…</source>
            <translation>Vorbereitung…</translation>
        </message>
    </context>
    <context>
        <name>_NetworkDelegate</name>
        <message>
            <source>open</source>
            <translation>offen</translation>
        </message>
        <message>
            <source>this computer's network</source>
            <translation>Netzwerk dieses Computers</translation>
        </message>
    </context>
    <context>
        <name>_NothingThere</name>
        <message>
            <source>Another USB socket, at the computer itself rather than at a hub.</source>
            <translation>Eine andere USB-Buchse, lieber am Computer selbst als an einem USB-Verteiler.</translation>
        </message>
        <message>
            <source>Another cable. Many charge only and carry no data.</source>
            <translation>Ein anderes Kabel. Viele laden nur und übertragen keine Daten.</translation>
        </message>
        <message>
            <source>Drawing: the button at the camera's side, and the green light</source>
            <translation>Zeichnung: der Knopf an der Seite der Kamera und das grüne Licht</translation>
        </message>
        <message>
            <source>Drawing: the camera, a cable, and a computer's USB socket</source>
            <translation>Zeichnung: die Kamera, ein Kabel und die USB-Buchse eines Computers</translation>
        </message>
        <message>
            <source>Hold the button at the camera's side for 2 seconds until the green light comes on.</source>
            <translation>Halten Sie den Knopf an der Seite der Kamera 2 Sekunden lang gedrückt, bis das grüne Licht angeht.</translation>
        </message>
        <message>
            <source>Looking for a camera…</source>
            <translation>Eine Kamera wird gesucht…</translation>
        </message>
        <message>
            <source>Nothing has appeared yet. Try this, in this order:</source>
            <translation>Noch ist nichts erschienen. Versuchen Sie dies der Reihe nach:</translation>
        </message>
    </context>
    <context>
        <name>_Pages</name>
        <message>
            <source>Page of the help</source>
            <translation>Seite der Hilfe</translation>
        </message>
    </context>
    <context>
        <name>automatic</name>
        <message numerus="yes">
            <source>Nothing to do: %n pictures a second get through.</source>
            <translation>
                <numerusform>Nichts zu tun: %n Bild pro Sekunde kommt durch.</numerusform>
                <numerusform>Nichts zu tun: %n Bilder pro Sekunde kommen durch.</numerusform>
            </translation>
        </message>
        <message>
            <source>The camera itself makes no more than %1 pictures a second: lower quality would not help.</source>
            <translation>Die Kamera selbst schafft nicht mehr als %1 Bilder pro Sekunde: Geringere Qualität würde nicht helfen.</translation>
        </message>
        <message>
            <source>WiFi is better; the way back is being tried: %1.</source>
            <translation>Das WLAN ist besser; der Weg zurück wird versucht: %1.</translation>
        </message>
        <message numerus="yes">
            <source>WiFi is slow: %1 to keep %n pictures a second.</source>
            <translation>
                <numerusform>Das WLAN ist langsam: %1, um %n Bild pro Sekunde zu halten.</numerusform>
                <numerusform>Das WLAN ist langsam: %1, um %n Bilder pro Sekunde zu halten.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>WiFi is slow: quality will go down to keep %n pictures a second.</source>
            <translation>
                <numerusform>Das WLAN ist langsam: Die Qualität wird sinken, um %n Bild pro Sekunde zu halten.</numerusform>
                <numerusform>Das WLAN ist langsam: Die Qualität wird sinken, um %n Bilder pro Sekunde zu halten.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>WiFi is too slow for %n pictures a second, even so: %1.</source>
            <translation>
                <numerusform>Das WLAN ist selbst so zu langsam für %n Bild pro Sekunde: %1.</numerusform>
                <numerusform>Das WLAN ist selbst so zu langsam für %n Bilder pro Sekunde: %1.</numerusform>
            </translation>
        </message>
        <message>
            <source>quality %1 → %2</source>
            <translation>Qualität %1 → %2</translation>
        </message>
        <message>
            <source>size %1 → %2</source>
            <translation>Größe %1 → %2</translation>
        </message>
    </context>
    <context>
        <name>control_texts</name>
        <message>
            <source> fps</source>
            <translation> fps</translation>
        </message>
        <message>
            <source>Brightness</source>
            <translation>Helligkeit</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>Sättigung</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>Kontrast</translation>
        </message>
        <message>
            <source>For a camera that hangs upside down; recordings and viewers see it, too</source>
            <translation>Für eine Kamera, die kopfüber hängt; gilt auch für Aufnahmen und Zuschauer</translation>
        </message>
        <message>
            <source>Frame rate</source>
            <translation>Bildrate</translation>
        </message>
        <message>
            <source>From pale to vivid</source>
            <translation>Von blass bis kräftig</translation>
        </message>
        <message>
            <source>Higher is clearer; lower makes pictures that travel faster</source>
            <translation>Höher ist klarer; niedriger macht Bilder, die schneller ankommen</translation>
        </message>
        <message>
            <source>How far light and dark lie apart</source>
            <translation>Wie weit Hell und Dunkel auseinanderliegen</translation>
        </message>
        <message>
            <source>How many pictures a second the camera is asked for</source>
            <translation>Wie viele Bilder pro Sekunde die Kamera liefern soll</translation>
        </message>
        <message>
            <source>Larger pictures show more, and take the camera longer</source>
            <translation>Größere Bilder zeigen mehr und brauchen in der Kamera länger</translation>
        </message>
        <message>
            <source>Lighter or darker, set in the camera itself</source>
            <translation>Heller oder dunkler, in der Kamera selbst eingestellt</translation>
        </message>
        <message>
            <source>Mirror left and right</source>
            <translation>Spiegeln</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Qualität</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>The camera itself swaps left and right, for recordings and viewers, too</source>
            <translation>Die Kamera selbst vertauscht links und rechts, auch für Aufnahmen und Zuschauer</translation>
        </message>
        <message>
            <source>Turn top to bottom</source>
            <translation>Auf den Kopf stellen</translation>
        </message>
    </context>
    <context>
        <name>health_texts</name>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>%1 MB</source>
            <translation>%1 MB</translation>
        </message>
        <message>
            <source>%1 d</source>
            <translation>%1 d</translation>
        </message>
        <message>
            <source>%1 dBm</source>
            <translation>%1 dBm</translation>
        </message>
        <message>
            <source>%1 fps</source>
            <translation>%1 fps</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message>
            <source>%1 kB</source>
            <translation>%1 kB</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1 of the pictures get lost on the way. Choose a lower frame rate or a lower quality, so that the WiFi can carry them all.</source>
            <translation>%1 der Bilder gehen unterwegs verloren. Wählen Sie eine niedrigere Bildrate oder eine geringere Qualität, damit das WLAN alle übertragen kann.</translation>
        </message>
        <message>
            <source>%1 pictures arrived damaged in the last five minutes. Mostly it is the power supply: try another cable or another USB socket.</source>
            <translation>%1 Bilder kamen in den letzten fünf Minuten beschädigt an. Meist liegt es an der Stromversorgung: Versuchen Sie ein anderes Kabel oder eine andere USB-Buchse.</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message numerus="yes">
            <source>All is well: %n pictures a second arrive.</source>
            <translation>
                <numerusform>Alles in Ordnung: %n Bild pro Sekunde kommt an.</numerusform>
                <numerusform>Alles in Ordnung: %n Bilder pro Sekunde kommen an.</numerusform>
            </translation>
        </message>
        <message>
            <source>Connected, but no picture comes at the moment.</source>
            <translation>Verbunden, aber gerade kommt kein Bild.</translation>
        </message>
        <message>
            <source>Just connected. In a few seconds this page knows more.</source>
            <translation>Gerade erst verbunden. In ein paar Sekunden weiß diese Seite mehr.</translation>
        </message>
        <message>
            <source>Not connected since %1. It comes back by itself as soon as it has power and WiFi.</source>
            <translation>Nicht verbunden seit %1. Die Kamera kommt von selbst wieder, sobald sie Strom und WLAN hat.</translation>
        </message>
        <message>
            <source>The WiFi is busy: a picture takes %1 to send. Choose a lower quality or a smaller size, or let automatic quality do it.</source>
            <translation>Das WLAN ist ausgelastet: Ein Bild zu senden dauert %1. Wählen Sie eine geringere Qualität oder eine kleinere Größe, oder überlassen Sie das der automatischen Qualität.</translation>
        </message>
        <message>
            <source>The WiFi is weak: %1. Move the camera nearer to the router.</source>
            <translation>Das WLAN ist schwach: %1. Stellen Sie die Kamera näher an den Router.</translation>
        </message>
        <message>
            <source>The camera needs %1 to encode a picture of %2: choose a smaller size.</source>
            <translation>Die Kamera braucht %1, um ein Bild mit %2 zu komprimieren: Wählen Sie eine kleinere Größe.</translation>
        </message>
        <message>
            <source>The camera needs %1 to encode a picture: choose a smaller size.</source>
            <translation>Die Kamera braucht %1, um ein Bild zu komprimieren: Wählen Sie eine kleinere Größe.</translation>
        </message>
        <message>
            <source>The connection broke off %1 times in the last hour. Check the camera's cable and power supply, and how far away the WiFi router is.</source>
            <translation>Die Verbindung ist in der letzten Stunde %1-mal abgebrochen. Prüfen Sie Kabel und Stromversorgung der Kamera und wie weit der WLAN-Router entfernt ist.</translation>
        </message>
        <message>
            <source>The picture lags %1 behind. Choose a smaller size, and see whether this computer is busy.</source>
            <translation>Das Bild hinkt %1 hinterher. Wählen Sie eine kleinere Größe und sehen Sie nach, ob dieser Computer ausgelastet ist.</translation>
        </message>
        <message>
            <source>The sensor needs %1 to take a picture. In the dark it exposes longer: give it more light, or choose a smaller size.</source>
            <translation>Der Sensor braucht %1 für ein Bild. Im Dunkeln belichtet er länger: Sorgen Sie für mehr Licht oder wählen Sie eine kleinere Größe.</translation>
        </message>
        <message>
            <source>below %1 %</source>
            <translation>unter %1 %</translation>
        </message>
    </context>
    <context>
        <name>library</name>
        <message>
            <source>%1 recordings</source>
            <translation>%1 Aufnahmen</translation>
        </message>
        <message>
            <source>%1 selected</source>
            <translation>%1 ausgewählt</translation>
        </message>
        <message>
            <source>%1 shown of %2</source>
            <translation>%1 gezeigt, insgesamt %2</translation>
        </message>
        <message>
            <source>%1 snapshots</source>
            <translation>%1 Schnappschüsse</translation>
        </message>
        <message>
            <source>1 recording</source>
            <translation>1 Aufnahme</translation>
        </message>
        <message>
            <source>1 snapshot</source>
            <translation>1 Schnappschuss</translation>
        </message>
        <message>
            <source>Damaged</source>
            <translation>Beschädigt</translation>
        </message>
        <message>
            <source>It is still being recorded</source>
            <translation>Die Aufnahme läuft noch</translation>
        </message>
        <message>
            <source>It was cut off when the program or the computer stopped, and repaired</source>
            <translation>Sie brach ab, als das Programm oder der Computer stehen blieb, und wurde repariert</translation>
        </message>
        <message>
            <source>Marked: it is never deleted to make room</source>
            <translation>Markiert: wird nie gelöscht, um Platz zu schaffen</translation>
        </message>
        <message>
            <source>Move these %1 items to the trash?</source>
            <translation>Diese %1 Dateien in den Papierkorb verschieben?</translation>
        </message>
        <message>
            <source>Recording</source>
            <translation>Aufnahme</translation>
        </message>
        <message>
            <source>Recording now</source>
            <translation>Aufnahme läuft</translation>
        </message>
        <message>
            <source>Recovered</source>
            <translation>Repariert</translation>
        </message>
        <message>
            <source>Snapshot</source>
            <translation>Schnappschuss</translation>
        </message>
        <message>
            <source>The file is empty, cut short, or not what its name says</source>
            <translation>Die Datei ist leer, abgeschnitten oder nicht das, was ihr Name sagt</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Heute</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>Gestern</translation>
        </message>
        <message>
            <source>You marked %1 to be kept. Move it to the trash?</source>
            <translation>Sie haben %1 zum Behalten markiert. Trotzdem in den Papierkorb verschieben?</translation>
        </message>
        <message numerus="yes">
            <source>You marked %n of them to be kept.</source>
            <translation>
                <numerusform>%n davon ist zum Behalten markiert.</numerusform>
                <numerusform>%n davon sind zum Behalten markiert.</numerusform>
            </translation>
        </message>
        <message>
            <source>marked</source>
            <translation>markiert</translation>
        </message>
    </context>
    <context>
        <name>recording</name>
        <message>
            <source>%1 days</source>
            <translation>%1 Tage</translation>
        </message>
        <message>
            <source>%1 free</source>
            <translation>%1 frei</translation>
        </message>
        <message>
            <source>%1 hours</source>
            <translation>%1 Stunden</translation>
        </message>
        <message>
            <source>%1 minutes</source>
            <translation>%1 Minuten</translation>
        </message>
        <message>
            <source>%1 recordings were cut short when AtomCam last ran. They have been repaired and are in the library.</source>
            <translation>Als AtomCam zuletzt lief, brachen %1 Aufnahmen vorzeitig ab. Sie wurden repariert und sind in der Mediathek.</translation>
        </message>
        <message numerus="yes">
            <source>%n not kept</source>
            <translation>
                <numerusform>%n nicht gespeichert</numerusform>
                <numerusform>%n nicht gespeichert</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n pictures</source>
            <translation>
                <numerusform>%n Bild</numerusform>
                <numerusform>%n Bilder</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n pictures are missing from the recording of %1: the disk was too slow for them.</source>
            <translation>
                <numerusform>In der Aufnahme von %1 fehlt %n Bild: Der Datenträger war zu langsam dafür.</numerusform>
                <numerusform>In der Aufnahme von %1 fehlen %n Bilder: Der Datenträger war zu langsam dafür.</numerusform>
            </translation>
        </message>
        <message>
            <source>1 minute</source>
            <translation>1 Minute</translation>
        </message>
        <message>
            <source>A recording was cut short when AtomCam last ran. It has been repaired and is in the library.</source>
            <translation>Als AtomCam zuletzt lief, brach eine Aufnahme vorzeitig ab. Sie wurde repariert und ist in der Mediathek.</translation>
        </message>
        <message>
            <source>The disk with the recordings is nearly full: %1 free, room for %2. Recording stops then.</source>
            <translation>Der Datenträger mit den Aufnahmen ist fast voll: %1 frei, noch Platz für %2. Danach endet die Aufnahme.</translation>
        </message>
        <message>
            <source>The recording of %1 has stopped, because nothing can be written in the folder %2 (%3).</source>
            <translation>Die Aufnahme von %1 wurde beendet, weil sich in den Ordner %2 nichts schreiben lässt (%3).</translation>
        </message>
        <message>
            <source>The recording of %1 has stopped, because the disk is full. What was recorded until now is complete.</source>
            <translation>Die Aufnahme von %1 wurde beendet, weil der Datenträger voll ist. Was bis jetzt aufgenommen wurde, ist vollständig.</translation>
        </message>
        <message>
            <source>The recording of %1 has stopped, because the disk is nearly full: %2 are left, and %3 have to stay free. What was recorded until now is complete.</source>
            <translation>Die Aufnahme von %1 wurde beendet, weil der Datenträger fast voll ist: %2 sind noch frei, und %3 müssen frei bleiben. Was bis jetzt aufgenommen wurde, ist vollständig.</translation>
        </message>
        <message>
            <source>The recording of %1 has stopped.</source>
            <translation>Die Aufnahme von %1 wurde beendet.</translation>
        </message>
        <message>
            <source>The recording of %1 has stopped: %2</source>
            <translation>Die Aufnahme von %1 wurde beendet: %2</translation>
        </message>
        <message>
            <source>goes on when the camera is back</source>
            <translation>geht weiter, wenn die Kamera wieder da ist</translation>
        </message>
        <message>
            <source>less than a minute</source>
            <translation>weniger als eine Minute</translation>
        </message>
        <message>
            <source>over 4 days</source>
            <translation>über 4 Tage</translation>
        </message>
        <message>
            <source>room for %1</source>
            <translation>Platz für %1</translation>
        </message>
        <message>
            <source>waiting for a picture</source>
            <translation>wartet auf ein Bild</translation>
        </message>
    </context>
    <context>
        <name>request_texts</name>
        <message>
            <source>Not changed: %1.</source>
            <translation>Nicht geändert: %1.</translation>
        </message>
        <message>
            <source>Not changed: the camera did not answer. Try again.</source>
            <translation>Nicht geändert: Die Kamera hat nicht geantwortet. Versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Not changed: the camera is not connected. Try again when it is back.</source>
            <translation>Nicht geändert: Die Kamera ist nicht verbunden. Versuchen Sie es erneut, wenn sie wieder da ist.</translation>
        </message>
        <message>
            <source>The camera cannot show itself: %1.</source>
            <translation>Die Kamera kann sich nicht bemerkbar machen: %1.</translation>
        </message>
        <message>
            <source>The camera did not answer. Try again.</source>
            <translation>Die Kamera hat nicht geantwortet. Versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>The camera is not connected. Try again when it is back.</source>
            <translation>Die Kamera ist nicht verbunden. Versuchen Sie es erneut, wenn sie wieder da ist.</translation>
        </message>
    </context>
    <context>
        <name>sharing</name>
        <message numerus="yes">
            <source>%n watching</source>
            <translation>
                <numerusform>%n Zuschauer</numerusform>
                <numerusform>%n Zuschauer</numerusform>
            </translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Wird verbunden…</translation>
        </message>
        <message>
            <source>H.264, for browsers</source>
            <translation>H.264, für Browser</translation>
        </message>
        <message>
            <source>JPEG, as the camera makes it</source>
            <translation>JPEG, wie die Kamera es macht</translation>
        </message>
        <message>
            <source>Link without a name</source>
            <translation>Link ohne Namen</translation>
        </message>
        <message>
            <source>Live since %1 · %2 fps · %3</source>
            <translation>Live seit %1 · %2 fps · %3</translation>
        </message>
        <message>
            <source>Next try in %1 s.</source>
            <translation>Nächster Versuch in %1 s.</translation>
        </message>
        <message>
            <source>No camera for it has come yet</source>
            <translation>Noch ist keine Kamera dafür gekommen</translation>
        </message>
        <message>
            <source>Switched off</source>
            <translation>Ausgeschaltet</translation>
        </message>
        <message>
            <source>The camera is not here; it goes on by itself</source>
            <translation>Die Kamera ist nicht da; kommt sie wieder, geht es von selbst weiter</translation>
        </message>
        <message>
            <source>Trying again…</source>
            <translation>Erneuter Versuch…</translation>
        </message>
        <message>
            <source>nobody is watching</source>
            <translation>niemand sieht zu</translation>
        </message>
    </context>
    <context>
        <name>texts</name>
        <message>
            <source>%1 Mbit/s</source>
            <translation>%1 Mbit/s</translation>
        </message>
        <message>
            <source>%1 kbit/s</source>
            <translation>%1 kbit/s</translation>
        </message>
        <message>
            <source>%1×%2   %3 fps   %4</source>
            <translation>%1×%2   %3 fps   %4</translation>
        </message>
        <message>
            <source>Camera lost at %1. Its picture comes back by itself.</source>
            <translation>Kamera weg seit %1. Ihr Bild kommt von selbst wieder.</translation>
        </message>
        <message>
            <source>Cameras cannot connect, because another program already uses port %1. Close that program, or use another port.</source>
            <translation>Kameras können sich nicht verbinden, weil ein anderes Programm schon den Port %1 benutzt. Schließen Sie jenes Programm oder verwenden Sie einen anderen Port.</translation>
        </message>
        <message>
            <source>Cameras cannot connect: %1</source>
            <translation>Kameras können sich nicht verbinden: %1</translation>
        </message>
        <message>
            <source>Cameras cannot connect: %1 is not an address of this computer now. Listen on all addresses, or choose another in the settings.</source>
            <translation>Kameras können sich nicht verbinden: %1 ist gerade keine Adresse dieses Computers. Wählen Sie in den Einstellungen alle Adressen oder eine andere.</translation>
        </message>
        <message>
            <source>Cameras cannot connect: this computer keeps port %1 for its administrators. Use a port above 1023.</source>
            <translation>Kameras können sich nicht verbinden: Dieser Computer behält Port %1 seinen Administratoren vor. Verwenden Sie einen Port über 1023.</translation>
        </message>
        <message>
            <source>Connected. Waiting for the first picture…</source>
            <translation>Verbunden. Warten auf das erste Bild…</translation>
        </message>
        <message>
            <source>No picture for %1 s</source>
            <translation>Seit %1 s kein Bild</translation>
        </message>
        <message>
            <source>This camera asks to be let in. Its picture is shown once you allow it.</source>
            <translation>Diese Kamera bittet um Zulassung. Ihr Bild erscheint, sobald Sie sie zulassen.</translation>
        </message>
        <message>
            <source>This camera is blocked. You can change that under Cameras.</source>
            <translation>Diese Kamera ist gesperrt. Das lässt sich unter „Kameras“ ändern.</translation>
        </message>
        <message>
            <source>This camera is not here. Its picture comes by itself.</source>
            <translation>Diese Kamera ist nicht da. Ihr Bild kommt von selbst.</translation>
        </message>
        <message>
            <source>asks to be let in</source>
            <translation>bittet um Zulassung</translation>
        </message>
        <message>
            <source>blocked</source>
            <translation>gesperrt</translation>
        </message>
        <message>
            <source>capture to screen %1 ms</source>
            <translation>Sensor bis Bildschirm %1 ms</translation>
        </message>
        <message>
            <source>decode %1 ms   receipt to screen %2 ms   age %3 ms</source>
            <translation>Dekodieren %1 ms   Eingang bis Bildschirm %2 ms   Alter %3 ms</translation>
        </message>
        <message>
            <source>live</source>
            <translation>live</translation>
        </message>
        <message>
            <source>live, %1 fps</source>
            <translation>live, %1 fps</translation>
        </message>
        <message>
            <source>lost %1</source>
            <translation>weg seit %1</translation>
        </message>
        <message>
            <source>no picture for %1 s</source>
            <translation>seit %1 s kein Bild</translation>
        </message>
        <message>
            <source>no picture yet</source>
            <translation>noch kein Bild</translation>
        </message>
        <message>
            <source>not here</source>
            <translation>nicht da</translation>
        </message>
        <message>
            <source>received %1   lost %2   corrupt %3</source>
            <translation>empfangen %1   verloren %2   beschädigt %3</translation>
        </message>
        <message>
            <source>recording</source>
            <translation>Aufnahme</translation>
        </message>
        <message>
            <source>shown %1   skipped %2   zoom %3 %</source>
            <translation>gezeigt %1   übersprungen %2   Zoom %3 %</translation>
        </message>
        <message>
            <source>stalled</source>
            <translation>stockt</translation>
        </message>
    </context>
    <context>
        <name>update_texts</name>
        <message>
            <source>Finding out what the camera lacks…</source>
            <translation>Es wird ermittelt, was der Kamera fehlt…</translation>
        </message>
        <message>
            <source>New software did not work on this camera: it went back to %1 by itself.</source>
            <translation>Neue Software lief auf dieser Kamera nicht: Sie ist von selbst zu %1 zurückgekehrt.</translation>
        </message>
        <message>
            <source>New software did not work on this camera: it went back to the old one by itself.</source>
            <translation>Neue Software lief auf dieser Kamera nicht: Sie ist von selbst zur alten zurückgekehrt.</translation>
        </message>
        <message>
            <source>On the camera: %1.  In this program: %2.</source>
            <translation>Auf der Kamera: %1.  In diesem Programm: %2.</translation>
        </message>
        <message>
            <source>Sending: %1 of %2</source>
            <translation>Gesendet: %1 von %2</translation>
        </message>
        <message>
            <source>Sending…</source>
            <translation>Wird gesendet…</translation>
        </message>
        <message>
            <source>The camera has this program's software already.</source>
            <translation>Die Kamera hat die Software dieses Programms schon.</translation>
        </message>
        <message>
            <source>The camera is back with the new software, and shows that it works…</source>
            <translation>Die Kamera ist mit der neuen Software wieder da und zeigt, dass sie funktioniert…</translation>
        </message>
        <message>
            <source>The camera restarts. Leave it on its power supply.</source>
            <translation>Die Kamera startet neu. Trennen Sie sie nicht vom Strom.</translation>
        </message>
        <message>
            <source>The camera runs %1 now.</source>
            <translation>Auf der Kamera läuft jetzt %1.</translation>
        </message>
        <message>
            <source>The camera's software could not be replaced.</source>
            <translation>Die Software der Kamera konnte nicht ersetzt werden.</translation>
        </message>
        <message>
            <source>The camera's software is being replaced: %1 %</source>
            <translation>Die Software der Kamera wird ersetzt: %1 %</translation>
        </message>
        <message>
            <source>The software goes to the camera over WiFi, which takes a minute or two. Then the camera restarts; its picture stops for some seconds. Its settings stay. Should the new software not work, the camera goes back to the old one by itself.</source>
            <translation>Die Software geht über WLAN an die Kamera; das dauert ein bis zwei Minuten. Dann startet die Kamera neu; ihr Bild setzt für ein paar Sekunden aus. Ihre Einstellungen bleiben. Sollte die neue Software nicht funktionieren, kehrt die Kamera von selbst zur alten zurück.</translation>
        </message>
        <message>
            <source>There is newer software for this camera: %1</source>
            <translation>Für diese Kamera gibt es neuere Software: %1</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>unbekannt</translation>
        </message>
    </context>
    <context>
        <name>wizard</name>
        <message>
            <source>%1 MB</source>
            <translation>%1 MB</translation>
        </message>
        <message>
            <source>%1 MB PSRAM</source>
            <translation>%1 MB PSRAM</translation>
        </message>
        <message>
            <source>%1 MB flash</source>
            <translation>%1 MB Flash</translation>
        </message>
        <message>
            <source>%1 downloaded</source>
            <translation>%1 heruntergeladen</translation>
        </message>
        <message>
            <source>%1 of %2 downloaded</source>
            <translation>%1 von %2 heruntergeladen</translation>
        </message>
        <message>
            <source>%1 – “%2”</source>
            <translation>%1 – „%2“</translation>
        </message>
        <message>
            <source>A VPN on this computer can hide it from the camera.</source>
            <translation>Ein VPN auf diesem Computer kann ihn vor der Kamera verbergen.</translation>
        </message>
        <message>
            <source>A network that asks for a login in a web page, as in hotels, does not work for cameras.</source>
            <translation>Ein Netzwerk, das wie in Hotels eine Anmeldung auf einer Webseite verlangt, funktioniert für Kameras nicht.</translation>
        </message>
        <message>
            <source>A web browser shows whether the internet works, and whether the network asks for a login.</source>
            <translation>Ein Browser zeigt, ob das Internet funktioniert und ob das Netzwerk eine Anmeldung verlangt.</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>After the installation, unplug the camera and plug it in again without touching the button.</source>
            <translation>Ziehen Sie die Kamera nach der Installation ab und schließen Sie sie wieder an, ohne den Knopf zu berühren.</translation>
        </message>
        <message>
            <source>Answers, but not like a camera</source>
            <translation>Antwortet, aber nicht wie eine Kamera</translation>
        </message>
        <message>
            <source>Camera board</source>
            <translation>Kamera-Board</translation>
        </message>
        <message>
            <source>Checking what was written…</source>
            <translation>Das Aufgespielte wird geprüft…</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>Computer</translation>
        </message>
        <message>
            <source>Computer and camera must be in the same network; a guest network keeps them apart.</source>
            <translation>Computer und Kamera müssen im selben Netzwerk sein; ein Gastnetzwerk hält sie voneinander fern.</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Verbindung</translation>
        </message>
        <message>
            <source>Does not answer</source>
            <translation>Antwortet nicht</translation>
        </message>
        <message>
            <source>Erasing…</source>
            <translation>Wird gelöscht…</translation>
        </message>
        <message>
            <source>Firmware</source>
            <translation>Firmware</translation>
        </message>
        <message>
            <source>Flash</source>
            <translation>Aufspielen</translation>
        </message>
        <message>
            <source>Getting ready…</source>
            <translation>Vorbereitung…</translation>
        </message>
        <message>
            <source>Hold the button while you plug the cable in, and let go when the green light is on.</source>
            <translation>Halten Sie den Knopf gedrückt, während Sie das Kabel anschließen, und lassen Sie los, wenn das grüne Licht an ist.</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Looking what is on it already…</source>
            <translation>Es wird nachgesehen, was schon darauf ist…</translation>
        </message>
        <message>
            <source>Looking what is on it…</source>
            <translation>Es wird nachgesehen, was darauf ist…</translation>
        </message>
        <message>
            <source>On Windows, set this network to “Private” in the network settings.</source>
            <translation>Stellen Sie dieses Netzwerk unter Windows in den Netzwerkeinstellungen auf „Privat“.</translation>
        </message>
        <message>
            <source>On a computer with internet, download the firmware from the project's page, and choose that file here.</source>
            <translation>Laden Sie die Firmware auf einem Computer mit Internet von der Seite des Projekts herunter und wählen Sie hier diese Datei.</translation>
        </message>
        <message>
            <source>Only programs on this computer reach this address; a camera does not.</source>
            <translation>Diese Adresse erreichen nur Programme auf diesem Computer; eine Kamera erreicht sie nicht.</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Plug it in</source>
            <translation>Anschließen</translation>
        </message>
        <message>
            <source>Plug it straight into the computer, not into a hub or a screen.</source>
            <translation>Schließen Sie die Kamera direkt am Computer an, nicht an einem USB-Verteiler oder Bildschirm.</translation>
        </message>
        <message>
            <source>Runs MicroPython %1, but no camera software</source>
            <translation>Läuft mit MicroPython %1, aber ohne Kamerasoftware</translation>
        </message>
        <message>
            <source>Runs the AtomCam software %1</source>
            <translation>Läuft mit der AtomCam-Software %1</translation>
        </message>
        <message>
            <source>Runs the older camera software %1</source>
            <translation>Läuft mit der älteren Kamerasoftware %1</translation>
        </message>
        <message>
            <source>Serial port</source>
            <translation>Serieller Anschluss</translation>
        </message>
        <message>
            <source>Starting the camera…</source>
            <translation>Die Kamera wird gestartet…</translation>
        </message>
        <message>
            <source>Starting the download…</source>
            <translation>Das Herunterladen beginnt…</translation>
        </message>
        <message>
            <source>Starts again and again and never gets ready</source>
            <translation>Startet immer wieder neu und wird nie bereit</translation>
        </message>
        <message>
            <source>Talking to the camera…</source>
            <translation>Verbindung zur Kamera wird hergestellt…</translation>
        </message>
        <message>
            <source>The camera can join 2.4 GHz networks only. Many routers give both bands the same name.</source>
            <translation>Die Kamera kann sich nur mit 2,4-GHz-Netzwerken verbinden. Viele Router geben beiden Frequenzbändern denselben Namen.</translation>
        </message>
        <message>
            <source>The small button is at the side of the camera, beside the USB socket.</source>
            <translation>Der kleine Knopf sitzt an der Seite der Kamera, neben der USB-Buchse.</translation>
        </message>
        <message>
            <source>This computer, but in another network than the camera.</source>
            <translation>Dieser Computer, aber in einem anderen Netzwerk als die Kamera.</translation>
        </message>
        <message>
            <source>This computer, in the same network as the camera.</source>
            <translation>Dieser Computer, im selben Netzwerk wie die Kamera.</translation>
        </message>
        <message>
            <source>Try another USB socket, if there is one at the back of the computer.</source>
            <translation>Versuchen Sie eine andere USB-Buchse, falls es an der Rückseite des Computers eine gibt.</translation>
        </message>
        <message>
            <source>Try with the camera a few steps from the router first.</source>
            <translation>Versuchen Sie es zuerst mit der Kamera wenige Schritte vom Router entfernt.</translation>
        </message>
        <message>
            <source>Use the cable that came with the camera, or a short one that carries data.</source>
            <translation>Verwenden Sie das Kabel, das bei der Kamera war, oder ein kurzes, das Daten überträgt.</translation>
        </message>
        <message>
            <source>Waiting for the camera to start…</source>
            <translation>Warten, bis die Kamera startet…</translation>
        </message>
        <message>
            <source>Waits for its software</source>
            <translation>Wartet auf die Software</translation>
        </message>
        <message>
            <source>WiFi</source>
            <translation>WLAN</translation>
        </message>
        <message>
            <source>Writing the software…</source>
            <translation>Die Software wird aufgespielt…</translation>
        </message>
        <message>
            <source>a few seconds left</source>
            <translation>noch ein paar Sekunden</translation>
        </message>
        <message>
            <source>about %1 minutes left</source>
            <translation>noch etwa %1 Minuten</translation>
        </message>
        <message>
            <source>about %1 seconds left</source>
            <translation>noch etwa %1 Sekunden</translation>
        </message>
        <message>
            <source>about a minute left</source>
            <translation>noch etwa eine Minute</translation>
        </message>
        <message>
            <source>comes with AtomCam</source>
            <translation>in AtomCam enthalten</translation>
        </message>
        <message>
            <source>downloaded before, no internet needed</source>
            <translation>schon heruntergeladen, kein Internet nötig</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>fehlgeschlagen</translation>
        </message>
        <message>
            <source>fair</source>
            <translation>mittel</translation>
        </message>
        <message>
            <source>good</source>
            <translation>gut</translation>
        </message>
        <message>
            <source>here it is</source>
            <translation>da ist es</translation>
        </message>
        <message>
            <source>is downloaded from the project's page</source>
            <translation>wird von der Seite des Projekts heruntergeladen</translation>
        </message>
        <message>
            <source>it is connected</source>
            <translation>sie ist verbunden</translation>
        </message>
        <message>
            <source>it knows this computer's address</source>
            <translation>sie kennt die Adresse dieses Computers</translation>
        </message>
        <message>
            <source>it proved that it is yours</source>
            <translation>sie hat bewiesen, dass sie Ihre ist</translation>
        </message>
        <message>
            <source>no PSRAM</source>
            <translation>kein PSRAM</translation>
        </message>
        <message>
            <source>open, without a password</source>
            <translation>offen, ohne Passwort</translation>
        </message>
        <message>
            <source>signal %1</source>
            <translation>Empfang %1</translation>
        </message>
        <message>
            <source>takes longer than usual</source>
            <translation>dauert länger als sonst</translation>
        </message>
        <message>
            <source>the camera is in the network</source>
            <translation>die Kamera ist im Netzwerk</translation>
        </message>
        <message>
            <source>this computer's network</source>
            <translation>Netzwerk dieses Computers</translation>
        </message>
        <message>
            <source>very good</source>
            <translation>sehr gut</translation>
        </message>
        <message>
            <source>very weak</source>
            <translation>sehr schwach</translation>
        </message>
        <message>
            <source>waiting…</source>
            <translation>warten…</translation>
        </message>
        <message>
            <source>weak</source>
            <translation>schwach</translation>
        </message>
        <message>
            <source>with a password</source>
            <translation>mit Passwort</translation>
        </message>
        <message>
            <source>your own file</source>
            <translation>eigene Datei</translation>
        </message>
    </context>
</TS>
