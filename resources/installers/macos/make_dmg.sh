#!/bin/sh
# Signs, packs and notarises dist/AtomCam.app. Usage: make_dmg.sh VERSION
#
# By environment, each may be missing:
#   ATOMCAM_SIGN_IDENTITY    "Developer ID Application: …" in the keychain; without it the app is signed for this Mac only
#   ATOMCAM_NOTARY_PROFILE   a profile of `xcrun notarytool store-credentials`; without it nothing is sent to Apple
set -eu
version=$1
here=$(cd "$(dirname "$0")" && pwd)
app=dist/AtomCam.app
image=dist/atomcam-$version-macos-$(uname -m).dmg

if [ -n "${ATOMCAM_SIGN_IDENTITY:-}" ]; then
	# From the inside out: a signature covers those below it.
	find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -u+x \) -print0 |
		xargs -0 -n 20 codesign --force --timestamp --options runtime \
			--entitlements "$here/entitlements.plist" --sign "$ATOMCAM_SIGN_IDENTITY"
	codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" \
		--sign "$ATOMCAM_SIGN_IDENTITY" "$app"
else
	codesign --force --deep --sign - "$app"
fi
codesign --verify --deep --strict "$app"

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$image"
hdiutil create -volname "AtomCam $version" -srcfolder "$stage" -format ULFO "$image"
if [ -n "${ATOMCAM_SIGN_IDENTITY:-}" ]; then
	codesign --timestamp --sign "$ATOMCAM_SIGN_IDENTITY" "$image"
fi
if [ -n "${ATOMCAM_NOTARY_PROFILE:-}" ]; then
	xcrun notarytool submit "$image" --keychain-profile "$ATOMCAM_NOTARY_PROFILE" --wait
	xcrun stapler staple "$image"
fi
echo "$image"
