; Inno Setup 6: a per-user installer for the frozen program in dist\atomcam.
; iscc /DVersion=0.1.0 resources\installers\windows\atomcam.iss

#ifndef Version
  #error Version is missing: iscc /DVersion=0.1.0 atomcam.iss
#endif
#define Root SourcePath + "..\..\.."

[Setup]
AppId={{6B0C3E0A-6A3F-4C5D-9E0B-7F6E2C1A9D54}
AppName=AtomCam
AppVersion={#Version}
AppVerName=AtomCam {#Version}
AppPublisher=AtomCam
DefaultDirName={autopf}\AtomCam
DefaultGroupName=AtomCam
DisableProgramGroupPage=yes
; Only the firewall's rule needs an administrator, and asks for itself.
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Root}\LICENSE
OutputDir={#Root}\dist
OutputBaseFilename=atomcam-{#Version}-windows-setup
SetupIconFile={#Root}\build\icons\atomcam.ico
UninstallDisplayIcon={app}\atomcam-window.exe
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes
RestartApplications=no
#ifdef Sign
SignTool=atomcam
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.Firewall=Let cameras in private networks reach this computer (Windows Firewall; asks for an administrator)
de.Firewall=Kameras in privaten Netzwerken dürfen diesen Computer erreichen (Windows-Firewall; fragt nach einem Administrator)
en.OnPath=Make the command "atomcam" available in terminals
de.OnPath=Den Befehl „atomcam“ in Terminals verfügbar machen

[Tasks]
Name: "firewall"; Description: "{cm:Firewall}"
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "onpath"; Description: "{cm:OnPath}"; Flags: unchecked

[InstallDelete]
; What an older version had and this one has not must not stay beside it.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\dist\atomcam\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\AtomCam"; Filename: "{app}\atomcam-window.exe"; AppUserModelID: "io.github.atomcam.AtomCam"
Name: "{autodesktop}\AtomCam"; Filename: "{app}\atomcam-window.exe"; Tasks: desktopicon; AppUserModelID: "io.github.atomcam.AtomCam"

[Registry]
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: onpath; Check: NotOnPath
; Offered under "Open with", but nobody's default player is taken over.
Root: HKCU; Subkey: "Software\Classes\Applications\atomcam-window.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "AtomCam"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Applications\atomcam-window.exe\SupportedTypes"; ValueType: string; ValueName: ".mkv"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\atomcam-window.exe\shell\open\command"; ValueType: string; ValueData: """{app}\atomcam-window.exe"" --open ""%1"""

[Run]
Filename: "{app}\atomcam-window.exe"; Description: "{cm:LaunchProgram,AtomCam}"; Flags: nowait postinstall skipifsilent

[Code]
const
  RuleName = 'AtomCam';

function NotOnPath: Boolean;
var
  Old: string;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Old) then
    Old := '';
  Result := Pos(';' + Lowercase(ExpandConstant('{app}')) + ';', ';' + Lowercase(Old) + ';') = 0;
end;

function RuleFor(Program: string): string;
begin
  Result := 'advfirewall firewall add rule name="' + RuleName + '" dir=in action=allow profile=private protocol=TCP ' +
    'program="' + ExpandConstant('{app}\') + Program + '"';
end;

{ One question of Windows for both rules; a "no" there only leaves the rule out. }
procedure AddFirewallRules;
var
  Answer: Integer;
begin
  ShellExec('runas', ExpandConstant('{cmd}'),
    '/c netsh advfirewall firewall delete rule name="' + RuleName + '" & netsh ' + RuleFor('atomcam-window.exe') +
    ' & netsh ' + RuleFor('atomcam.exe'), '', SW_HIDE, ewWaitUntilTerminated, Answer);
end;

procedure CurStepChanged(Step: TSetupStep);
begin
  if (Step = ssPostInstall) and WizardIsTaskSelected('firewall') then begin
    AddFirewallRules;
    RegWriteDWordValue(HKCU, 'Software\AtomCam', 'FirewallRule', 1);
  end;
end;

procedure TakeOffPath;
var
  Old, Padded, Own: string;
  At: Integer;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Old) then
    exit;
  Own := ';' + ExpandConstant('{app}') + ';';
  Padded := ';' + Old + ';';
  At := Pos(Lowercase(Own), Lowercase(Padded));
  if At > 0 then begin
    Delete(Padded, At, Length(Own) - 1);
    RegWriteExpandStringValue(HKCU, 'Environment', 'Path', Copy(Padded, 2, Length(Padded) - 2));
  end;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Answer: Integer;
begin
  if Step = usPostUninstall then begin
    TakeOffPath;
    if RegValueExists(HKCU, 'Software\AtomCam', 'FirewallRule') then begin
      ShellExec('runas', 'netsh', 'advfirewall firewall delete rule name="' + RuleName + '"', '', SW_HIDE,
        ewWaitUntilTerminated, Answer);
      RegDeleteKeyIncludingSubkeys(HKCU, 'Software\AtomCam');
    end;
  end;
end;
