"""Files: sending them to a person and fetching hers."""

from typing import TYPE_CHECKING, Any

from tryout.errors import bad_request
from tryout.files import DOWNLOAD_LIMIT, StoredFile
from tryout.methods.sending import post
from tryout.params import Params, Upload
from tryout.text.formatted import Formatted, caption_text

if TYPE_CHECKING:
    from tryout.telegram import Telegram


def _file(telegram: "Telegram", params: Params, name: str) -> StoredFile:
    upload = params.upload(name)
    if isinstance(upload, Upload):
        if not upload.content:
            raise bad_request("file must be non-empty")
        return telegram.files.store(f"{name}s", upload)
    if not upload:
        raise bad_request(f"there is no {name} in the request")
    if "://" in upload:
        raise bad_request("failed to get HTTP URL content")
    return telegram.files.known(upload)


def _caption(params: Params) -> Formatted:
    return caption_text(params.text("caption"), params.text("parse_mode"), params.objects("caption_entities"))


def _caption_fields(caption: Formatted) -> dict[str, Any]:
    entities = {"caption_entities": caption.entities} if caption.entities else {}
    return {"caption": caption.text, **entities} if caption.text else {}


async def send_document(telegram: "Telegram", params: Params) -> dict[str, Any]:
    caption = _caption(params)
    file = _file(telegram, params, "document")
    content = {"document": file.document, **_caption_fields(caption)}
    return post(telegram, params, content, caption.html, file)


async def send_photo(telegram: "Telegram", params: Params) -> dict[str, Any]:
    caption = _caption(params)
    file = _file(telegram, params, "photo")
    content = {"photo": file.photo, **_caption_fields(caption)}
    return post(telegram, params, content, caption.html, file)


async def get_file(telegram: "Telegram", params: Params) -> dict[str, Any]:
    file = telegram.files.known(params.text("file_id"))
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**file.described, "file_path": file.path}


METHODS = {"sendDocument": send_document, "sendPhoto": send_photo, "getFile": get_file}
