<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>&amp;Copy versions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About AtomCam</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the versions of all parts, for a report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free software under the GNU General Public License, version 3 or later. You may share and change it; it comes without any warranty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From a small WiFi camera board to a live picture on your desk. No account, no cloud: pictures stay in your network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;About AtomCam</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Actual size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Burst</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Cameras…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Demo camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Full screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Identify this camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Mirror</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Next camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Previous camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Record</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Rename…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Set up a camera…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Snapshot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Statistics</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Time-lapse</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Update this camera…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Whole picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A camera that is asked for its pictures: MJPEG or RTSP</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a &amp;network camera…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All &amp;cameras</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All cameras, and which of them may show pictures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All live pictures side by side</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As large as the window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera &amp;list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera's c&amp;ontrols</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close AtomCam</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect my &amp;own camera…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Controls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each pixel of the camera is one of the screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From a camera board on a cable to its live picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give this camera another name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its light blinks, so that you find it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>L&amp;ive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Larger; the mouse wheel does it too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let others watch in a browser, or pass pictures on to a server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let this camera's recording begin by itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Li&amp;brary</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only the picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Picture settings and health of this camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Port, folders, appearance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put this program's camera software on it, over WiFi</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Record &amp;all cameras</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Record every camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Record no camera any more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Record this camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Record when something &amp;moves…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S&amp;ettings…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S&amp;hare…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save a picture now and then; the settings say how often</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save ten pictures a second</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save this picture; hold it down to save many</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show a drawn, moving picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the list of cameras</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Smaller; the mouse wheel does it too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snapshots and recordings that were saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop a&amp;ll recordings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Swap left and right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The address and a script for a camera of your own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn &amp;left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn &amp;right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn the picture to the left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn the picture to the right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn to the camera before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn to the next camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version and licence</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the cameras show now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the program did, to copy or save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write frame rate, losses and delays over the picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AddressLabel</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Cameras cannot connect at the moment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cameras connect to %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the address to the clipboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give this address to a camera in the same network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other addresses of this computer; choose one to copy it</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AutomaticBox</name>
        <message>
            <source>Automatic quality</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keeps the frame rate: where the WiFi is slow, quality or size go down, and come back by themselves.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BoardList</name>
        <message>
            <source>What is plugged in</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BrowserPage</name>
        <message numerus="yes">
            <source>%n watching now</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Anyone in your network who has one of these links can watch every camera that you allowed. Give each person a link of their own: then you can revoke it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let others watch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody is watching now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switched off: nobody else can see your cameras. Switched on, anyone in your network who has one of the links can watch every camera that you allowed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switched on, but nobody can connect to this computer at the moment. The bar above says why.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CameraList</name>
        <message>
            <source>Cameras</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CameraMenu</name>
        <message>
            <source>&amp;Allow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Block</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Edit address…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Forget…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As large as the window; Escape goes back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show &amp;alone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show its picture, now and whenever it comes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn it away, now and whenever it comes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where this network camera is asked</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CamerasDialog</name>
        <message>
            <source>&amp;Edit address…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Forget this camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Rename</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Allowed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask me</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blocked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cameras</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cameras and decisions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decision</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give this camera another name (F2)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No camera has connected yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only cameras that you allow can show pictures here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take it off the list; it is asked about anew when it comes again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where this network camera is asked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whether this camera may show pictures here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no id</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not here</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CardDelegate</name>
        <message>
            <source>New name</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Choices</name>
        <message>
            <source>&amp;Convert to MP4</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Export pictures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A video for everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>C&amp;hange…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every picture just as the camera sent it, in a new folder, named by its time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a video of the recording (H.264)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plays in browsers, on telephones and in messages, and is several times smaller.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save every picture as a file of its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save it to another folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Single pictures</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ComputerPage</name>
        <message>
            <source>&amp;Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera's &amp;name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera's name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check a&amp;gain</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For example: Kitchen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the camera this address and a key of its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look once more whether the camera can reach this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Telling the camera…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera sends its picture to this address. Usually all of this is right as it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The port on which AtomCam waits for cameras; it is the one of the settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer is in no network at the moment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer's address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer's addresses, the likeliest first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the camera is called in AtomCam</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where the camera finds this computer</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ConnectDialog</name>
        <message>
            <source>Anything that sends JPEG pictures over a WebSocket is a camera, one picture a message. This script sends the pictures of a folder:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect your own camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the lines above to the clipboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy these lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run it on any computer in this network. This window asks you to let it in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What to type</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ControlPanel</name>
        <message>
            <source>How fast to play (&lt; and &gt;)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Playback controls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ControlRow</name>
        <message>
            <source>The camera has not answered yet</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Controller</name>
        <message>
            <source>Choose port and address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Demo camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Listen there from now on; your cameras need the new address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the log window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something went wrong inside AtomCam. It goes on; the log says more, for a report.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This holds only until AtomCam is closed, because it could not be saved: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use port %1 instead</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ConvertDialog</name>
        <message>
            <source>&amp;Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Make something else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Show in folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to the choice</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close this window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give it up; nothing of it is left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Given up. Nothing of it is left.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Making the MP4…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saving the pictures…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share a recording</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show what was made in the file manager</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where to save it</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CopyLine</name>
        <message>
            <source>Copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy this line to the clipboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type this line in a terminal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What to type</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Door</name>
        <message>
            <source>%1 wants to show a picture</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n more cameras ask to be let in</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>All cameras and decisions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Allow once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Always allow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask it for pictures no more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Block</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cameras…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decide about each of them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its key goes: to show pictures here again, it must be set up again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Know this camera again as before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show its picture now and whenever it comes from this address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show its picture until AtomCam is closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody at %1 says it is the camera “%2” but does not have its key, so it was refused. If it really is your camera, set it up again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take it off the list; it is asked about anew when it comes again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn it away, now and whenever it comes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” was forgotten, and its key with it: to come back, it must be set up again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” was forgotten.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>EmptyPage</name>
        <message>
            <source>Drawing of a small camera board with a cable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From a camera board on a cable to its live picture (Ctrl+N)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>I have my own camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No camera yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plug a camera board into this computer, and AtomCam brings it into your WiFi. From then on it sends its picture here by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set up a camera…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show a drawn, moving picture from this computer itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The address to send pictures to, and a ten-line script that does</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try the demo camera</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FilterBar</name>
        <message>
            <source>All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All cameras</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Names, cameras, days and times: garden november, 22.11., 2026-11, yesterday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recordings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search by name or day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show only recordings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show only snapshots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show only what you marked to be kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snapshots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose snapshots and recordings are shown</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FirmwarePage</name>
        <message>
            <source>&amp;Erase everything on the camera first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Keep the camera's WiFi settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A firmware.bin, or the .zip of a release, that is on this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another firmware, or everything erased first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera firmware %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a &amp;file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a firmware</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download and install</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download it again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Downloading the firmware.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Firmware (*.bin *.zip)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install the camera software</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It takes a minute or two. Where it is interrupted, it can simply be repeated.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its settings go too. Takes longer; helps where a camera never gets ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave alone the part of its memory in which it keeps its settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More choices</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop the download; it goes on there next time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file that you choose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The firmware that AtomCam was tested with</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the &amp;recommended one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the recommended one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Will be written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write this software onto the camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>downloaded and checked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your own file %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FlashPage</name>
        <message>
            <source>Bring the camera into your WiFi</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose WiFi</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another board</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go back, and choose the port of another board</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Goes on once it is done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Installation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Installing the software</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was checked, the camera has started again, and it answers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave the camera plugged in until this is done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>MAC address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop writing; the camera does not work until the rest is written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopping…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The software is installed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The software is not installed yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is already on the camera is kept, and not written again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write what is not on the camera yet</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FolderEdit</name>
        <message>
            <source>Choose a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave it empty for the usual folder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FreeSpace</name>
        <message>
            <source>%1 free</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Room on the disk for recordings, in %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HealthPage</name>
        <message>
            <source>%1, last hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save as a table…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The last hour's figures as a file for spreadsheets (CSV)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message>
            <source>Camera's controls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Health</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How the camera fares</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something is wrong</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the camera can be set to</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>InspectorControl</name>
        <message>
            <source>For some seconds its light blinks, or its picture has a coloured border.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No camera is shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not taken when it came back: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the last hour as a table</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved as %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tables (*.csv)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera is not connected. Its settings can be changed when it is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera is not connected. What you have set will be sent when it is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This camera is not connected. What it can be set to is shown when it is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This camera offers no settings here. Cameras with AtomCam's software do; others are set on their own page, or where they were set up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What this camera can be set to is shown once you allow it.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ItemActions</name>
        <message>
            <source>&amp;Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Play</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Keeping</name>
        <message>
            <source>Time-lapse: %1 saved</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LibraryControl</name>
        <message>
            <source>Saved as %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LibraryPage</name>
        <message>
            <source>. It was the same with %1 more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From there you can get them back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking for snapshots and recordings…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move to trash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No snapshot or recording fits what you search for and what you chose above.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No snapshots or recordings yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press Snapshot or Record below a camera's live picture, and what you save appears here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the live picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder %1 is not there now, nor is what you saved in it. Is its disk plugged in?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LibraryView</name>
        <message>
            <source>Other files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snapshots and recordings</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LinkLine</name>
        <message>
            <source>Copy the address to the clipboard</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LinkPanel</name>
        <message>
            <source>A phone's camera opens this link for %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a link, or make a new one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>QR code of the link for %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The links open nothing while this is switched off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer's address %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which of this computer's addresses is in the link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whoever opens this in a browser can watch, until the link is revoked</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LinksList</name>
        <message>
            <source>&amp;New link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Double click a link to give it another name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Links</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a link for somebody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Re&amp;voke</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The link opens nothing any more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>made %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LiveView</name>
        <message>
            <source>Live picture</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LogPanel</name>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy all lines to the clipboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log of the installation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was installed yet.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LogWindow</name>
        <message>
            <source>&amp;Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Save…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Show:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy all shown lines to the clipboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log lines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Problems only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save all shown lines to a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved to %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text files (*.txt)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What happened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which lines to show</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainToolbar</name>
        <message>
            <source>Toolbar</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>&amp;Camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Help</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Recording</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;View</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CAMERAS</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera's controls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Live picture of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What all cameras together send at the moment</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MotionDialog</name>
        <message>
            <source> s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Begin before the movement:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;End after the last movement:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Record %1 when something moves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Sensitivity:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Whole picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Movement anywhere counts. Drag over the picture to choose a part.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Movement anywhere in the picture counts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Now:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only movement in the rectangle counts: leave out clocks in the picture, trees and streets.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Record when something moves: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recordings begin and end by themselves, and stand in the library like all others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>So much from before the movement goes into the recording</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The recording ends when nothing has moved for so long</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To the left only what is large counts, to the right what is small, too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>movement</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>quiet</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MotionMeter</name>
        <message>
            <source>Beyond the mark it counts as movement</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How much moves at the moment</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NameEditor</name>
        <message>
            <source>Enter takes the name, Escape leaves it as it was</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New name of the camera</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NetworkList</name>
        <message>
            <source>WiFi networks that the camera sees</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NetworkModel</name>
        <message>
            <source>Another network, whose name does not show itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another network…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NoticeBar</name>
        <message>
            <source>Close this message</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PictureBox</name>
        <message>
            <source>The camera's picture, %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PicturePage</name>
        <message>
            <source>%1 is ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close this window; the camera's picture is in the main one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything as it was at first, but for the size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finish</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Identify</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No picture yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Picture of the new camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Possible once the picture is here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reset to defaults</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set up another camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera shows which one it is: its light blinks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is its live picture. You can unplug the cable; it needs power only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This usually takes a few seconds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unplug this one, plug the next one in, and start again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait for the picture once more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for the first picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your camera is ready</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PictureWindow</name>
        <message>
            <source>Actual size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Full screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mirror</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show in folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This file is damaged, or no picture that can be shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This picture cannot be read (%1). Is its disk still there?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whole picture</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Player</name>
        <message>
            <source>%1 h</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Actual size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Full screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Mirror</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Play</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Save this picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Whole picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>10 s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As large as the window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back by ten seconds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Begin again at the end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each pixel of the camera is one of the screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Faster</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forward</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forward by ten seconds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on behind a gap at once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to the first picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to the last picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep the picture that is shown as a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Larger; the mouse wheel does it too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No pictures for %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only the picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parts of this recording are damaged. They are left out; everything else is shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Play again and again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Play faster</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Play more slowly</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the recording… %1 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Skip gaps without pictures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Slower</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Smaller; the mouse wheel does it too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop at the next picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop at the picture before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop at this picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Swap left and right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The end of this recording is missing: %1 of %2 are there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file cannot be read (%1). Check the disk that it is on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The recording is gone: it was moved, renamed or deleted, or its disk was taken out. What could be read before may still be shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This file cannot be played: it is not a video, or its beginning is destroyed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This file holds no pictures that AtomCam can show. Another player may know it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This file is empty: nothing was ever written to it. It can be deleted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This recording holds no pictures.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This recording was not ended properly. All that was written is shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To the end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To the start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn &amp;left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn &amp;right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn the picture to the left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn the picture to the right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You may not read this file. Ask the person who owns it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PlayerView</name>
        <message>
            <source>Picture</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PlayerWindow</name>
        <message>
            <source>Skip the gap</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This picture is damaged.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Plot</name>
        <message>
            <source>Left and Right tell the values of the last hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing was heard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing yet</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PlugPage</name>
        <message>
            <source>Also ports that do not look like a camera board</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect it to this computer with a USB cable that carries data.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on with the chosen camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install its software anew</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install the newer software</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install the rule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Installing the rule. The system may ask for the administrator's password…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep it and set up WiFi</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep the software that is on the camera, and go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let the users of this computer use these boards; asks for the administrator's password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look once more what is plugged in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More than one camera is plugged in. Choose the one to set up.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plug the camera in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put AtomCam's software on the camera first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put the newest camera software on it first</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set up WiFi</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show &amp;all serial ports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all ports</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera software is on it already. It can go straight into your WiFi.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This camera runs the software that AtomCam's own replaces. It can be used as it is; the newer one is faster, and only it has a key, so that nobody else can show pictures in its name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the software that is on the camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use this camera</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ProgramsFold</name>
        <message>
            <source>An address for programs that show or record a stream</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For OBS, VLC and Home Assistant</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For programs that show or record a stream</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give this address to VLC (Open network stream), to OBS (Media source, “Local file” unticked) or to Home Assistant (MJPEG IP Camera). It holds the link's secret: whoever has it can watch.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stream's address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which camera the program shows</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PushEditor</name>
        <message>
            <source>&amp;Address:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Form:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Name:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Password:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asking the server…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>C&amp;amera:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Form</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave everything as it was</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name, where the server asks for one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pass it &amp;on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password, where the server asks for one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>See whether the server would take the camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send the camera there from now on, also after the next start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server's address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only if the server asks</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PushRow</name>
        <message>
            <source>Change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change camera, address or form</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pass %1 on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pass it on no more, and forget the address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RecordingControl</name>
        <message>
            <source>&amp;Record</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Begin a new file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep recordings on another disk, or in another folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Once there is room, go on in a new file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Record</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Record again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Record this camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recording %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recording of %1 has stopped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show in folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show in library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show what was saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show where the recording is kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop &amp;recording</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop all recordings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop recording</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop recording this camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>because something moves</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RecordingPage</name>
        <message>
            <source> MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source> s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Before the button:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Folder:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;delete the oldest beyond</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;stop when less is free than</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A long recording goes on in a new file after so many minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A long recording goes on in a new file at this size; memory cards take 4,294 MB at most</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keeps all recordings together below this size. What you marked in the library always stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New file:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Otherwise at 1 GB or 2 % of the disk, whichever is more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recordings folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recordings stop when the disk has less room than this. Without a tick: 1 GB or 2 % of the disk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seconds from before the button</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>So much from before you press Record is in memory already, and goes into the recording</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What you marked in the library is never deleted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a&amp;fter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a&amp;t</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RegionEditor</name>
        <message>
            <source>Drag over the picture. Arrow keys move the rectangle; with Shift they change its size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From the left %1 %, from the top %2 %, width %3 %, height %4 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The whole picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for a picture…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where movement counts</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReportDialog</name>
        <message>
            <source>&amp;Save the report…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;What did you do, and what happened? (optional)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A report is one file with the log, the versions of all parts and your settings. It holds no pictures, no passwords and no keys. It is only saved on this computer: you decide whom you give it to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files of the report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save a report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save it as a zip file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved as %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show in &amp;folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the saved file in the file manager</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is in this file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zip files (*.zip)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ServerPage</name>
        <message>
            <source>&amp;Pass a camera on…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A server such as MediaMTX or go2rtc takes one stream from here and shows it to hundreds of viewers, also outside your network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All cameras</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send a camera's pictures to an RTSP server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first camera that comes</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>&amp;Appearance:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Cameras</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Language:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Listen on:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Port:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Start as it was left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Tell me when there is a newer version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After a change, cameras need the new address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All addresses (recommended)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another language is spoken after the next start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appearance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask github.com once a day for the newest version's number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>AtomCam then asks github.com once a day. Nothing about you or your cameras is sent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring back the window, its parts and the camera that was looked at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light or dark windows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Like the system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Listening address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pages of the settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>R&amp;ecordings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S&amp;napshots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The language of the windows, from the next start on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The number at the end of the address that cameras connect to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which of this computer's addresses cameras may connect to</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ShareDialog</name>
        <message>
            <source>In a &amp;browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To a &amp;server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ways to share</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Sharing</name>
        <message>
            <source>%1 damaged pictures were left out; those before them are shown longer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 pictures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 damaged picture was left out; the one before it is shown longer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that its disk is there and that the folder is yours, or save to another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete something on it, or save to another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing can be written in the folder %1 (%2).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parts of the recording could not be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pictures in “%1”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save to another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That did not work.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk is full.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The path of this folder is too long for a file in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The recording cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a few seconds left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about %1 hours left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about %1 minutes left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about %1 seconds left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about a minute left</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SharingBadge</name>
        <message numerus="yes">
            <source>%n passed on</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%n waiting for a server</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%n watching</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Cameras are passed on to servers. Click for more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Others can watch your cameras. Click to see who, or to switch it off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Others can watch, and cameras are passed on to servers. Click for more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sharing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SharingControl</name>
        <message>
            <source>%1 was damaged. It was kept as %2.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n watching by it now: that ends at once.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>&amp;Revoke</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everybody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Link %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody else can watch any more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Others can watch now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Revoke a link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Revoke the link “%1”?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list of servers that cameras are passed on to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list of share links</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server takes it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whoever has this link can watch no more, for good.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SnapshotControl</name>
        <message>
            <source>%1 snapshots saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep snapshots on another disk, or in another folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snapshot saved</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SnapshotPage</name>
        <message>
            <source> s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Folder:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Orientation:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Time-lapse:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>2026-11-22 15.20.31 Garden</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A time-lapse takes a snapshot so often; holds for the next one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File &amp;names:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File names</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For snapshots and recordings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Garden 2026-11-22 15.20.31</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How new files are named, which is how a folder sorts them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How other programs show a snapshot of a picture that is turned or mirrored here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Just as the camera made it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Orientation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pictures folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The picture itself stays as it is; a note in the file says how to show it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time-lapse interval in seconds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turned as on the screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every </source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SourceDialog</name>
        <message>
            <source>&amp;Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Find it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Kind of camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;User name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a network camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add it anyway</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add this camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change a network camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For a camera that asks who wants to watch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind of camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kitchen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look for the picture, here and at the usual addresses</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look no longer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking for the picture…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No picture yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Picture of the camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save it anyway</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera's picture is here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>User name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>User name and password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without a picture now: AtomCam goes on asking the camera</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SourcePresets</name>
        <message>
            <source>A board with CameraWebServer or ESPHome: its number is enough, as in 192.168.1.7.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Any camera in this network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>AtomS3R-CAM as it comes from the shop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ESP32 camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First join the camera's own WiFi with this computer: its name begins with AtomS3R. The internet is away meanwhile. For a camera in your own WiFi, choose “Set up a camera” instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its manual has the address. Often it ends in
/Streaming/Channels/102 (Hikvision), /stream2 (Tapo),
/cam/realmonitor?channel=1&amp;subtype=1 (Dahua), /h264Preview_01_sub (Reolink).
The smaller stream is enough, and spares this computer work.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>RTSP camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type the camera's number, as the router or the camera's app shows it. AtomCam finds the rest.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SourceTexts</name>
        <message>
            <source>%1 answers, but none of the usual addresses has a picture.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 answers, but not as such an address does (%2).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 answers, but sends no picture.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 cannot be reached (%2).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 does not accept this user name and password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 does not answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 does not give its picture away (%2).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 ended the connection.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has no room for another viewer now (%2).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has nothing at this address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is there, but nothing answers at this port.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 wants a user name and a password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Allow this user to watch in the camera's own settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asking the camera for its picture…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At this address %1 shows a page for people, not pictures.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check both. Too many attempts may lock the camera for a while.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check how it is written, or use its number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that the camera has power and that this computer is in the same network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the part after the host's name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the port, and that the camera's stream is switched on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the port, and the beginning of the address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose MJPEG, H.264 or H.265 in the camera's settings, or another address.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a smaller size in the camera's settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close others that watch it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give another address, or change that camera.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It looks like 192.168.1.7, http://192.168.1.7:81/stream or rtsp://192.168.1.7/stream.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It may be restarting, or have only one viewer at a time: close others that watch it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look for the stream's address in the camera's manual.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing in this network is called %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restart the camera if this goes on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The address of the picture itself is needed; the camera's manual has it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The pictures of %1 are larger than 4 MB each.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They are those of the camera's own page or app.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This camera is already here: “%2”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer does not trust the certificate of %1 (%2).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not the address of a camera.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the camera's http:// address, or give the camera a certificate of yours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What %1 sends at this address is no picture that AtomCam shows (%2).</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SourcesControl</name>
        <message>
            <source>The list of network cameras could not be read: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The list of network cameras was damaged. It was kept as %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This holds only until AtomCam is closed, because it could not be saved: %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StepButton</name>
        <message>
            <source>Go back to this step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>open step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>skipped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>to come</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StepsList</name>
        <message>
            <source>Steps</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TickList</name>
        <message>
            <source>What must come true for the picture</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TimelineBar</name>
        <message>
            <source>Position in the recording</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Toast</name>
        <message>
            <source>Close this message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the picture, to paste it elsewhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show in folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the file in its folder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Trouble</name>
        <message>
            <source>Another program is using the camera's port {port}: {holder}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring the camera nearer to the router and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring the camera nearer to the router. If the network is there, it may be a 5 GHz network: the camera can only join 2.4 GHz ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change it and try again, or install the camera's software anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change it and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check address and port, and that AtomCam is running there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that you chose the camera's port. If it is the camera, install its software.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that you may write there, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the password, bring the camera nearer to the router, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the password, capital letters too, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check this computer's date and time. If the network asks for a login, log in with a web browser; if a filter checks all traffic here, try another network or choose a file that you have.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check this computer's internet connection and try again, or choose a file that you have.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the .zip for M5STACK_ATOM_S3R from the release's page.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the firmware for M5STACK_ATOM_S3R. Nothing was written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the one for M5STACK_ATOM_S3R. Nothing was written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the port of an AtomS3R-CAM. Nothing was written to this board.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the release's .zip, or the firmware.bin that is in it. Nothing was written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the whole firmware.bin of the release. Nothing was written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close that program, or unplug the camera and plug it in again, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect to the internet for the download, or choose a file that you have.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hold its side button for 2 seconds until the green light comes on, and install its software.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hold its side button for 2 seconds until the green light comes on, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install it first. Without a window, type: atomcam flash --port {port}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install its software again with everything erased. If that does not help, try another USB cable or socket.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave only the one that you want to set up, or name its port.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let AtomCam install its rule for these boards and plug the camera in again, or do so after typing: {command}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let AtomCam through this computer's firewall, and check that both are in the same network, not in a guest network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make room or allow writing there, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make some room there and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More than one camera is plugged in ({ports}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is plugged in at {port}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a web browser, log in to the network where it asks for it, and fetch the file again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plug it in again and try again; what is on it already is kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plug the camera in with a USB cable that carries data, and choose its port again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set the camera up once more, so that both have the same key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set the router to WPA2 or WPA2/WPA3, or use its guest network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped as you asked. {state}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The USB connection to the camera was disturbed, at lower speed too ({reason}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The board at {port} does not have the camera software yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The board at {port} has {have} MB of memory for software; {need} MB are needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The board at {port} is an {chip}; this software is for a camera board with an {wanted}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The board at {port} is locked by its maker and takes no other software.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera at {port} could not be switched to receive new software.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera at {port} does not answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera at {port} starts again and again and never gets ready.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera could not join {ssid} ({reason}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera could not join {ssid} in time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera could not join {ssid}: probably the wrong password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera did not accept this: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera does not find a network called {ssid}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera is connected, but no picture came: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera is in the WiFi, but does not reach this computer at {host}:{port}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera reaches this computer, but its key was refused.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera reaches {host}:{port}, but what answers there is not AtomCam ({reason}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera stopped answering while {doing}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera was unplugged, or its cable lost contact, while {doing}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera's firmware is not on this computer yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera's key could not be saved on this computer: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera's port {port} could not be opened: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The download could not be checked, because its published checksum could not be fetched ({reason}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The download could not be saved in {folder}: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The download could not start: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The download was cut off at {have} of {total}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The download was refused: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file {file} cannot be read: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rule that lets this user open the camera's port was not installed: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The software is written and checked, but the camera did not come back after its restart.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The software is written and checked, but the camera still waits for new software.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no firmware.bin in {file}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is not enough room on this computer for the download ({folder}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer's ports cannot be listed: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This user may not open the camera's port {port}, although the rule for these boards is installed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This user may not open the camera's port {port}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again later, or choose a file that you have.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again later, or choose a file that you trust.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again on another network. If it happens again, don't install it, and tell us.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again whenever you like; only what is missing is written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again, or type this in a terminal and plug the camera in again: {command}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again. If it goes on, restart the router.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again; it goes on where it stopped.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again; only what differs is written. If it fails again, the board's memory may be damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unplug it, plug it in again without holding the button, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unplug it, plug it in again, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unplug the camera and plug it in again. If that does not help, log out and in again after typing: {command}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unplug the camera, plug it in again, and look whether its lens is firmly in place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unplug the camera, plug it in again, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unplug the camera, plug it in again, and try again. If that does not help, restart the computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unplug the camera, plug it in again, and try again; only what is missing is written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use a board that is not locked. Nothing was written to this one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use an AtomS3R-CAM, which has 8 MB. Nothing was written to this board.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use another cable, plug it straight into the computer, and try again; only what is missing is written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What answered as {host} could not prove that it is {host}: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is on the camera is not what was written ({where}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is plugged in at {port} answers, but not like a camera board.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was downloaded is not what the project published. It was thrown away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing the software did not work: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} does not fit the camera: {detail}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} has no partition table at 0x8000; it is only a part of a firmware.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is a damaged or unfinished .zip.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is a firmware for an {chip}; the camera has an {wanted}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is a web page, not a firmware. The network may have asked for a login instead of giving the file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is damaged: its checksum does not fit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is not a firmware for this camera.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{file} is not complete: it ends before the firmware does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ssid} is too weak where the camera is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{ssid} uses a kind of security that the camera does not know.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TroubleBox</name>
        <message>
            <source>Drawing: the button at the camera's side, and the green light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More help</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What else you can try</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>UpdateControl</name>
        <message>
            <source>Show…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>UpdateDialog</name>
        <message>
            <source>&amp;Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Update</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel the update</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close this window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Given up. The camera goes on with the software that it had.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Giving it up…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is too late: the camera restarts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put this program's software on the camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera keeps the software it has</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You may close this window; the update goes on, and the panel shows how far it is.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ViewControls</name>
        <message>
            <source>Picture controls</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ViewersTable</name>
        <message>
            <source>%1 fps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Form</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pictures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Since</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who is watching now</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Wall</name>
        <message>
            <source>REC</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WallView</name>
        <message>
            <source>%1: %2. Camera %3 of %4</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All cameras</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WifiPage</name>
        <message numerus="yes">
            <source>%n networks found</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>&amp;Look again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Remember it for the next camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the WiFi for your camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everybody near it can watch what the camera sends. A network with a password is better.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Exactly as the router has it, capital letters too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep the password in this system's key ring</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let the camera join this network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let the camera look for networks once more (F5)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S&amp;how</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the password as it is typed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop trying to join this network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera is in %1. Go on, or choose another network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera is in this network already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera joins %1…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera looks for networks…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera sees no network. Bring it nearer to the router, and look again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The network's password; the camera gets it over the cable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These are the networks the camera itself can see.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This network has no password.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WizardWindow</name>
        <message>
            <source>&amp;Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to the step before (Alt+Left)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep going</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let the installation end</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set up a camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop now; the rest can be written later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop the installation? The camera does not work until the rest is written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the installation says, line by line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>log</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Working</name>
        <message>
            <source>%1 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Getting ready…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_NetworkDelegate</name>
        <message>
            <source>open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this computer's network</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_NothingThere</name>
        <message>
            <source>Another USB socket, at the computer itself rather than at a hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another cable. Many charge only and carry no data.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drawing: the button at the camera's side, and the green light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drawing: the camera, a cable, and a computer's USB socket</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hold the button at the camera's side for 2 seconds until the green light comes on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking for a camera…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing has appeared yet. Try this, in this order:</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>automatic</name>
        <message>
            <source>Nothing to do: %1 pictures a second get through.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera itself makes no more than %1 pictures a second: lower quality would not help.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WiFi is better; the way back is being tried: %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WiFi is slow: %2 to keep %1 pictures a second.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WiFi is slow: quality will go down to keep %1 pictures a second.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WiFi is too slow for %1 pictures a second, even so: %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>quality %1 → %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>size %1 → %2</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>control_texts</name>
        <message>
            <source> fps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Brightness</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Colour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contrast</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For a camera that hangs upside down; recordings and viewers see it, too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Frame rate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From pale to vivid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Higher is clearer; lower makes pictures that travel faster</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How far light and dark lie apart</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How many pictures a second the camera is asked for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Larger pictures show more, and take the camera longer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lighter or darker, set in the camera itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mirror left and right</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quality</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera itself swaps left and right, for recordings and viewers, too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn top to bottom</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>health_texts</name>
        <message>
            <source>%1 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 KB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 d</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 dBm</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 fps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 h</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 ms</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 of the pictures get lost on the way. Choose a lower frame rate or a lower quality, so that the WiFi can carry them all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 pictures arrived damaged in the last five minutes. Mostly it is the power supply: try another cable or another USB socket.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All is well: %1 pictures a second arrive.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connected, but no picture comes at the moment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Just connected. In a few seconds this page knows more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not connected since %1. It comes back by itself as soon as it has power and WiFi.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The WiFi is busy: a picture takes %1 to send. Choose a lower quality or a smaller size, or let automatic quality do it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The WiFi is weak: %1. Move the camera nearer to the router.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera needs %1 to encode a picture of %2: choose a smaller size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera needs %1 to encode a picture: choose a smaller size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The connection broke off %1 times in the last hour. Check the camera's cable and power supply, and how far away the WiFi router is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The picture lags %1 behind. Choose a smaller size, and see whether this computer is busy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sensor needs %1 to take a picture. In the dark it exposes longer: give it more light, or choose a smaller size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>below %1 %</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>library</name>
        <message>
            <source>%1 recordings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 selected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 shown of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 snapshots</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 recording</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 snapshot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Damaged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is still being recorded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was cut off when the program or the computer stopped, and repaired</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marked: it is never deleted to make room</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move these %1 items to the trash?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recording</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recording now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recovered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Snapshot</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is empty, cut short, or not what its name says</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Yesterday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You marked %1 of them to be kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You marked %1 to be kept. Move it to the trash?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>marked</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>recording</name>
        <message>
            <source>%1 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 free</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 not kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 pictures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 pictures are missing from the recording of %2: the disk was too slow for them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 recordings were cut short when AtomCam last ran. They have been repaired and are in the library.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>0 not kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 minute</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A recording was cut short when AtomCam last ran. It has been repaired and is in the library.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recording %1 has stopped, because nothing can be written in the folder %2 (%3).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recording %1 has stopped, because the disk is full. What was recorded until now is complete.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recording %1 has stopped, because the disk is nearly full: %2 are left, and %3 have to stay free. What was recorded until now is complete.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recording %1 has stopped.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recording %1 has stopped: %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk with the recordings is nearly full: %1 free, room for about %2. Recording stops then.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>goes on when the camera is back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>less than a minute</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>over 4 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>room for %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waiting for a picture</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>request_texts</name>
        <message>
            <source>Not changed: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not changed: the camera did not answer. Try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not changed: the camera is not connected. Try again when it is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera cannot show itself: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera did not answer. Try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera is not connected. Try again when it is back.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>sharing</name>
        <message numerus="yes">
            <source>%n watching</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>H.264, for browsers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>JPEG, as the camera makes it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Link without a name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Live since %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next try in %1 s.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No camera for it has come yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switched off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera is not here; it goes on by itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trying again…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nobody is watching</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>texts</name>
        <message>
            <source>%1 Mbit/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 kbit/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera lost at %1. Its picture comes back by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cameras cannot connect, because another program already uses port %1. Close that program, or use another port.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cameras cannot connect: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cameras cannot connect: %1 is not an address of this computer now. Listen on all addresses, or choose another in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cameras cannot connect: this computer keeps port %1 for its administrators. Use a port above 1023.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connected. Waiting for the first picture…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No picture for %1 s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This camera asks to be let in. Its picture is shown once you allow it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This camera is blocked. You can change that under Cameras.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This camera is not here. Its picture comes by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>asks to be let in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>blocked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>capture to screen %1 ms</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>decode %1 ms   receipt to screen %2 ms   age %3 ms</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>live</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>live, %1 fps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lost %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no picture for %1 s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no picture yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>received %1   lost %2   corrupt %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>recording</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>shown %1   skipped %2   zoom %3 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stalled</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>update_texts</name>
        <message>
            <source>Finding out what the camera lacks…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New software did not work on this camera: it went back to %1 by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the camera: %1.  In this program: %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sending: %1 of %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sending…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera has this program's software already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera is back with the new software, and shows that it works…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera restarts. Leave it on its power supply.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera runs %1 now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera's software could not be replaced.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera's software is being replaced: %1 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The software goes to the camera over WiFi, which takes a minute or two. Then the camera restarts; its picture stops for some seconds. Its settings stay. Should the new software not work, the camera goes back to the old one by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is newer software for this camera: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the old one</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wizard</name>
        <message>
            <source>%1 MB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 MB PSRAM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 MB flash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 downloaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 of %2 downloaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A VPN on this computer can hide it from the camera.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A network that asks for a login in a web page, as in hotels, does not work for cameras.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A web browser shows whether the internet works, and whether the network asks for a login.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After the installation, unplug the camera and plug it in again without touching the button.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answers, but not like a camera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Camera board</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Checking what was written…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Computer and camera must be in the same network; a guest network keeps them apart.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Does not answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erasing…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Firmware</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Flash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Getting ready…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hold the button while you plug the cable in, and let go when the green light is on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking what is on it already…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking what is on it…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On Windows, set this network to “Private” in the network settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On a computer with internet, download the firmware from the project's page, and choose that file here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only programs on this computer reach this address; a camera does not.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Picture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plug it in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plug it straight into the computer, not into a hub or a screen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs MicroPython, but no camera software</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs the AtomCam software</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs the older camera software</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Serial port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Starting the camera…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Starting the download…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Starts again and again and never gets ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Talking to the camera…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The camera can join 2.4 GHz networks only. Many routers give both bands the same name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The small button is at the side of the camera, beside the USB socket.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer, but in another network than the camera.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer, in the same network as the camera.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try another USB socket, if there is one at the back of the computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try with the camera a few steps from the router first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the cable that came with the camera, or a short one that carries data.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for the camera to start…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waits for its software</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>WiFi</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writing the software…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a few seconds left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about %1 minutes left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about %1 seconds left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about a minute left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>comes with AtomCam</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>downloaded before, no internet needed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>fair</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>good</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>here it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>is downloaded from the project's page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is connected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it knows this computer's address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it proved that it is yours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no PSRAM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>open, without a password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>signal %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>takes longer than usual</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the camera is in the network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this computer's network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>very good</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>very weak</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waiting…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>weak</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>with a password</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your own file</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
