"""A pool on a database server, through QGIS's stored connections: the same algorithms, and no password anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import toolbox
from database_server import CLERK, CLERKS_WORD
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsDataSourceUri, QgsProviderRegistry

OFFICE = "办公室"
POOL = f"pg:{OFFICE}/pool_139901"
_KEPT = {"saveUsername": True, "savePassword": True}


@pytest.fixture(scope="module")
def keep_word(zhanbu: object) -> str:
    """Id of the clerk's name and password in QGIS's authentication database."""
    manager = QgsApplication.authManager()
    assert manager.setMasterPassword("master", False) or manager.setMasterPassword("master", True)
    config = QgsAuthMethodConfig("Basic")
    config.setName("clerk")
    config.setConfig("username", CLERK)
    config.setConfig("password", CLERKS_WORD)
    assert manager.storeAuthenticationConfig(config)[0]
    return str(config.id())


@pytest.fixture
def office(keep_word: str, database_socket: Path) -> Iterator[Path]:
    """A stored connection that knows its password by the authentication database only; afterwards no schema is left."""
    store(OFFICE, str(database_socket), authcfg=keep_word)
    yield database_socket
    for name in (OFFICE, "wrong", "away"):
        QgsProviderRegistry.instance().providerMetadata("postgres").deleteConnection(name)
    with psycopg2.connect(f"host={database_socket} dbname=zhanbu user=postgres") as connection:
        connection.cursor().execute("DROP SCHEMA IF EXISTS pool_139901 CASCADE")


def store(name: str, host: str, user: str = "", password: str = "", authcfg: str = "") -> None:
    uri = QgsDataSourceUri()
    uri.setConnection(host, "5432", "zhanbu", user, password, QgsDataSourceUri.SslMode.SslPrefer, authcfg)
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    metadata.saveConnection(metadata.createConnection(uri.connectionInfo(False), _KEPT), name)


def made(evidence: Path) -> dict[str, Any]:
    evidence.mkdir(exist_ok=True)
    return toolbox.run("createpool", POOL=POOL, COUNTY=toolbox.COUNTY, CRS=toolbox.CRS, EVIDENCE_FOLDER=str(evidence))


def test_parcels_are_checked_pushed_counted_and_exported_as_with_a_file(
    office: Path, checked: dict[str, Any], tmp_path: Path
) -> None:
    assert made(tmp_path / "evidence")["POOL"] == POOL
    log = toolbox.Log()
    pushed = toolbox.run(
        "pushtopool",
        log,
        INPUT=checked["OUTPUT"],
        POOL=POOL,
        SYSTEM="CROP",
        BATCH=toolbox.BATCH,
        AS_OF=toolbox.AS_OF,
        REFUSALS="memory:",
    )
    assert pushed["ADMITTED"] > 0
    again = toolbox.check(POOL=POOL)
    assert again["ELIGIBLE"] == 0, "their own ground is claimed now"
    sheet = toolbox.run("poolbalance", POOL=POOL, SYSTEM="CROP", AS_OF=toolbox.AS_OF, OUTPUT="memory:")
    assert sheet
    paper = tmp_path / "批复.pdf"
    paper.write_bytes(b"%PDF-1.4 yes")
    toolbox.run(
        "attachevidence",
        POOL=POOL,
        FILE=str(paper),
        KIND="CHECK_REPORT",
        PARCEL="139901-CROP-000001",
        ROLE="COUNTY_NR",
    )
    assert len(list((tmp_path / "evidence").iterdir())) == 1
    assert toolbox.run("verifypool", POOL=POOL, REPORT=str(tmp_path / "audit.html"))["VALID"]
    said = [*log.told, *log.warned, *log.failed, (tmp_path / "audit.html").read_text(encoding="utf-8")]
    assert CLERKS_WORD not in " ".join(said)
    with psycopg2.connect(f"host={office} dbname=zhanbu user=postgres") as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT string_agg(m::text, ' ') FROM pool_139901.meta m")
        (meta,) = cursor.fetchone()
    assert CLERKS_WORD not in meta and str(tmp_path / "evidence") in meta


def test_what_is_wrong_with_the_address_or_the_server_is_said_plainly(
    office: Path, keep_word: str, tmp_path: Path
) -> None:
    given = {"SYSTEM": "CROP", "AS_OF": toolbox.AS_OF, "OUTPUT": "memory:"}
    toolbox.refused("poolbalance", "pg:nobody/x", "no PostgreSQL connection", OFFICE, POOL="pg:nobody/x", **given)
    toolbox.refused("poolbalance", "pg:CONNECTION/SCHEMA", POOL=f"pg:{OFFICE}", **given)
    toolbox.refused("poolbalance", "no reserve pool in this schema", POOL=f"pg:{OFFICE}/public", **given)
    store("wrong", str(office), CLERK, "another word")
    said = toolbox.refused("poolbalance", "doesn't accept this user name and password", POOL="pg:wrong/x", **given)
    assert "another word" not in said
    store("away", str(tmp_path))
    toolbox.refused("poolbalance", "can't be reached", POOL="pg:away/x", **given)


def test_a_pool_on_a_server_needs_a_folder_for_its_papers_and_replaces_nothing(office: Path, tmp_path: Path) -> None:
    given = {"POOL": POOL, "COUNTY": toolbox.COUNTY, "CRS": toolbox.CRS}
    toolbox.refused("createpool", "EVIDENCE_FOLDER", "can't be reached", **given)
    toolbox.refused("createpool", "can't be reached", EVIDENCE_FOLDER=str(tmp_path / "missing"), **given)
    made(tmp_path / "evidence")
    toolbox.refused("createpool", "exists already", EVIDENCE_FOLDER=str(tmp_path), **given)


def test_an_office_that_begins_to_share_moves_its_pool_to_the_server_and_back(
    office: Path, filled: Path, tmp_path: Path
) -> None:
    (tmp_path / "evidence").mkdir()
    moved = toolbox.run("copypool", POOL=str(filled), TARGET=POOL, EVIDENCE_FOLDER=str(tmp_path / "evidence"))
    assert moved["POOL"] == POOL
    back = tmp_path / "back.gpkg"
    assert toolbox.run("copypool", POOL=POOL, TARGET=str(back))["POOL"] == str(back)
    heads = [toolbox.run("verifypool", POOL=str(pool))["HEAD_HASH"] for pool in (filled, POOL, back)]
    assert heads[0] and len(set(heads)) == 1
    toolbox.refused("copypool", "exists already", POOL=POOL, TARGET=str(back))


def test_the_citys_database_on_a_server_is_filled_again_and_never_replaces_a_pool(
    office: Path, filled: Path, tmp_path: Path
) -> None:
    given = {"POOL": str(filled), "SYSTEM": "CROP", "BATCH": toolbox.BATCH, "AS_OF": toolbox.AS_OF}
    package = toolbox.run("exportsubmission", PACKAGE=str(tmp_path), **given)["PACKAGE"]
    merging = {"PACKAGES": [package], "OUTPUT": "memory:", "CITY": POOL}
    for _ in range(2):
        merged = toolbox.run("mergepools", **merging)
    with psycopg2.connect(f"host={office} dbname=zhanbu user=postgres") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT parcels, area_m2 FROM pool_139901.totals WHERE county = '' AND system = 'CROP'")
        assert cursor.fetchone() == (merged["PARCELS"], pytest.approx(merged["AREA_M2"]))
        cursor.execute("DROP SCHEMA pool_139901 CASCADE")
    made(tmp_path / "evidence")
    toolbox.refused("mergepools", "isn't a city's database", **merging)
