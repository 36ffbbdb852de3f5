"""An office document printed by LibreOffice, which may do nothing else with it."""

import subprocess
import sys
from pathlib import Path

from portfolios.readingroom.packed import checked
from portfolios.readingroom.rules import Refused

CALM = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}</oor:items>
"""
ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>\n"
)
SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Load", "UpdateDocMode", "0"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Common/Java", "Enable", "false"),
    ("Office.Common/Cache/GraphicManager", "GraphicMemoryLimit", "100000000"),
    # A proxy that is not there: nothing is fetched for a document.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def office(source, folder, wishes):
    """Printed by LibreOffice with a profile of its own, which runs no macro and follows no link."""
    checked(source)
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    items = "".join(ITEM.format(path=path, name=name, value=value) for path, name, value in SETTINGS)
    (profile / "registrymodifications.xcu").write_text(CALM.format(items=items))
    copy = folder / f"printed.{wishes['format']}"
    copy.write_bytes(Path(source).read_bytes())
    command = [
        *(wishes["binary"], "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *(f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf"),
        *("--outdir", str(folder), str(copy)),
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603
    if not (folder / "printed.pdf").exists():
        print(done.stderr[-400:].decode(errors="replace"), file=sys.stderr)
        raise Refused("broken_document")
    return {}
