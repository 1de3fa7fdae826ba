#!/usr/bin/env python3
"""Fails on an include that the layering forbids (usage: layering.py SOURCE_DIR [BUILD_DIR])."""
import pathlib
import re
import sys

# folder -> our folders it may include, besides itself. The longest matching folder counts.
ALLOWED = {
    "core/base": [],
    "core/model": ["core/base"],
    "core/routing": ["core/base", "core/model"],
    "core/resilience": ["core/base", "core/model"],
    "core/policy": ["core/base", "core/model"],
    "core/audit": ["core/base", "core/model"],
    "core/events": ["core/base", "core/model"],
    "core/control": ["core/base", "core/model", "core/routing", "core/resilience", "core/policy", "core/audit",
                     "core/events"],
    "core/drivers/builtin": ["core/base", "core/model", "core/routing", "core/resilience", "core/policy",
                             "core/control"],
    "core/drivers/haproxy": ["core/base", "core/model", "core/routing", "core/resilience", "core/policy",
                             "core/control"],
    "core/gateway": ["core/base", "core/model", "core/routing", "core/resilience", "core/policy"],
    "ui/theme": [],
    "ui/widgets": ["ui/theme"],
    "ui/charts": ["ui/theme"],
    "app": ["core", "ui"],
}
CORE_VALUES = ["core/base", "core/model", "core/routing", "core/resilience", "core/policy", "core/events", "core/control"]
# The words, tones and glyphs of core's values: what several features say in the same way.
ALLOWED["ui/terms"] = ["ui/theme", "ui/charts", "ui/widgets"] + CORE_VALUES
FEATURES = ["overview", "routes", "services", "resilience", "publish", "gateways", "welcome", "shell"]
for feature in FEATURES:
    ALLOWED["ui/" + feature] = ["ui/theme", "ui/widgets", "ui/charts", "ui/terms"] + CORE_VALUES

# What of Qt and others a folder may not see. Debian's Qt puts all modules on one include path, so linking
# alone does not guard this.
STD_ONLY = ["core/base", "core/model", "core/routing", "core/resilience", "core/policy", "core/gateway"]
GUI = re.compile(r"<(QtWidgets|QtGui|QtCharts|QtSvg|QtQuick|QtQml)[/>]|<Q(Widget|Application|GuiApplication|Painter|"
                 r"Label|PushButton|Color|Font|Pixmap|Image|Icon|Palette|Style|Action|Dialog|MainWindow|Layout|BoxLayout|"
                 r"AbstractItemView|TableView|Chart|ChartView)[/>a-zA-Z]*>")
ANY_QT = re.compile(r"<(Qt[A-Z][A-Za-z]*/|Q[A-Z])|<qt6keychain")
NETWORK_SQL_JSON = re.compile(r"<(QtNetwork|QtSql)/|<Q(Network|Tcp|Udp|Local(Socket|Server)|Ssl|Sql|Json|Process)[A-Za-z]*>|"
                              r"<QtCore/Q(Json|Process)|<nlohmann/|<boost/asio")
CHARTS = re.compile(r"<QtCharts|<Q(Chart|LineSeries|AreaSeries|ValueAxis|DateTimeAxis)")
FYAML = re.compile(r"<libfyaml")
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<][^">]+[">])')


def owner(path, folders):
    best = None
    for folder in folders:
        if path.startswith(folder + "/") and (best is None or len(folder) > len(best)):
            best = folder
    return best


def check(root):
    errors = []
    files = [p for top in ("core", "ui", "app") for p in sorted((root / top).rglob("*")) if p.suffix in (".h", ".cpp")]
    for file in files:
        relative = file.relative_to(root).as_posix()
        folder = owner(relative, ALLOWED)
        if folder is None:
            errors.append(f"{relative}: lies in no folder of the layout")
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            what = found.group(1)
            place = f"{relative}:{number}"
            if what.startswith('"'):
                target = what.strip('"')
                if "/" not in target:
                    if not re.fullmatch(r"(moc_)?\w+\.(cpp|moc)", target):
                        errors.append(f"{place}: {target}: include from the root")
                    continue
                allowed = [folder] + ALLOWED[folder]
                if not any(target.startswith(a + "/") for a in allowed):
                    errors.append(f"{place}: {folder} may not see {target}")
                if folder == "app":
                    mine = relative.split("/")[1]
                    if target.startswith("app/") and target.split("/")[1] != mine:
                        errors.append(f"{place}: one program may not see another's {target}")
                continue
            if folder in STD_ONLY and ANY_QT.search(what):
                errors.append(f"{place}: {folder} is plain C++ and may not see {what}")
            if relative.startswith("core/") and GUI.search(what):
                errors.append(f"{place}: core may not see {what}")
            if relative.startswith("ui/") and NETWORK_SQL_JSON.search(what):
                errors.append(f"{place}: ui knows no network, JSON, SQL or processes: {what}")
            if relative.startswith("ui/") and folder != "ui/charts" and CHARTS.search(what):
                errors.append(f"{place}: only ui/charts knows Qt Charts: {what}")
            if FYAML.search(what) and relative != "core/model/yamlreader.cpp":
                errors.append(f"{place}: libfyaml stays behind core/model/yamlreader.cpp")
    if not files:
        errors.append("no sources found")
    return errors


def self_test():
    """A checker that cannot fail proves nothing: three forbidden includes must be found."""
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        cases = {"core/model/a.cpp": '#include "core/control/driver.h"\n', "core/control/b.cpp": "#include <QtWidgets/QWidget>\n",
                 "ui/routes/c.cpp": '#include "ui/services/page.h"\n'}
        for name, text in cases.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        found = check(root)
        return [] if len(found) == len(cases) else [f"the self-test found {found}"]


def main():
    errors = self_test() + check(pathlib.Path(sys.argv[1]))
    for error in errors:
        print(error)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
