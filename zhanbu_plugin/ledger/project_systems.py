"""In which system a project was linked (所属制度): for those who write it off or release it and know its number."""

from __future__ import annotations

from ..pool.database import PoolAddress, pool_for_reading
from ..survey.problem import InputProblem
from ..survey.wording import translate


def system_of_project(path: PoolAddress, project_no: str) -> str:
    """The one system in which a project is registered. Raises ``InputProblem`` where it is in none, or in several."""
    with pool_for_reading(path) as pool:
        projects = pool.occupations()
    found = sorted({project.system for project in projects if project.project_no == project_no})
    if len(found) == 1:
        return found[0]
    if found:
        raise InputProblem(
            translate("zhanbu", "The project {project} is in several systems.", project=project_no),
            remedy=translate("zhanbu", "Name the system: {names}.", names=", ".join(found)),
            source=str(path),
            field="SYSTEM",
        )
    known = list(dict.fromkeys(project.project_no for project in projects))
    raise InputProblem(
        translate("zhanbu", "The pool knows no project {project}.", project=project_no),
        remedy=translate("zhanbu", "Choose one of: {names}.", names=", ".join(known) or "–"),
        source=str(path),
        field="PROJECT_NO",
    )
