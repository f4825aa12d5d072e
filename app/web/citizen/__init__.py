"""Citizens' pages: services, applications, cases. Every one of them works without JavaScript."""

from app.web.citizen import applying, asked, cases, files, pages, services, writing
from app.web.citizen.blueprint import blueprint

__all__ = ["applying", "asked", "blueprint", "cases", "files", "pages", "services", "writing"]
