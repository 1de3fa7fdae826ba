#!/usr/bin/env bash
# Builds the .deb into build-package/ and, with --check, installs it in a clean root and starts the console there.
# usage: packaging/build.sh [--check]     (--check needs root, for debootstrap and chroot)
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
packaging/install-dependencies.sh build run package
packaging/configure.sh build-package -DCMAKE_BUILD_TYPE=Release -DGATEHOUSE_TESTS=OFF -DGATEHOUSE_PCH=ON
echo "Building the package"
cmake --build build-package
rm -f build-package/*.deb
(cd build-package && cpack -G DEB >cpack.log 2>&1) || { tail -n 20 build-package/cpack.log >&2; exit 1; }
package=$(echo "$top"/build-package/*.deb)
dpkg-deb --info "$package" | grep -E '^ (Package|Version|Depends|Recommends|Installed-Size):'
echo "Built $package"
[[ ${1:-} == --check ]] || exit 0

desktop-file-validate packaging/org.gatehouse.Gatehouse.desktop
((EUID == 0)) || { echo "--check needs root, for debootstrap." >&2; exit 1; }
root=$(mktemp -d)
cleanup() {
    umount "$root/proc" 2>/dev/null || true
    rm -rf --one-file-system "$root"
}
trap cleanup EXIT
# The same release and mirror as this machine's.
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null | head -n 1)
components=main
[[ $(. /etc/os-release && echo "$ID") == ubuntu ]] && components=main,universe
echo "Making a clean root"
debootstrap --variant=minbase --components="$components" "$suite" "$root" "$mirror" >"$root.log" 2>&1 || {
    tail -n 20 "$root.log" >&2
    exit 1
}
rm -f "$root.log"
for file in /etc/apt/apt.conf.d/*proxy* /etc/resolv.conf; do
    [[ -e $file ]] && cp -L "$file" "$root$file"
done
cp "$package" "$root/tmp/gatehouse.deb"
mount -t proc proc "$root/proc" 2>/dev/null || true
echo "Installing the package in it"
chroot "$root" env DEBIAN_FRONTEND=noninteractive sh -euc '
    apt-get update -q
    apt-get install -y -q --no-install-recommends /tmp/gatehouse.deb xvfb xauth fonts-dejavu-core xdotool
' >"$top/build-package/install.log" 2>&1 || { tail -n 30 "$top/build-package/install.log" >&2; exit 1; }
echo "Starting the console in it"
chroot "$root" env HOME=/tmp XDG_RUNTIME_DIR=/tmp sh -euc '
    gatehouse --version
    gatehousectl --version
    gatehouse-gateway --version
    xvfb-run -a sh -euc "
        gatehouse & pid=\$!
        found=
        for _ in \$(seq 100); do
            kill -0 \$pid
            found=\$(xdotool search --onlyvisible --name Gatehouse 2>/dev/null | head -n 1) && [ -n \"\$found\" ] && break
            sleep 0.2
        done
        kill \$pid
        [ -n \"\$found\" ] && echo The console opened its window in a clean root.
    "
'
