"""What identifies somebody, made up by the published formats, and figures that identify nobody."""

import random
from collections.abc import Callable
from typing import Any, Final

KINDS: Final = (*("bsn", "phone", "email", "iban", "birth_date", "postcode", "case_number", "named", "link"),)
SLOTS: Final = ("date", "time", "span", "amount", "room", "n")
HERE: Final = 0.7  # the share of numbers that are Dutch, whatever the language of the note
Chance = random.Random
Material = dict[str, Any]

# Groups of a national number after its trunk zero, and the code of the country.
ABROAD: Final = {
    "nl": ("49", "15# ########"),
    "ar": ("963", "9## ### ###"),
    "ti": ("291", "7 ### ###"),
    "en": ("44", "7### ######"),
    "uk": ("380", "67 ### ## ##"),
    "tr": ("90", "53# ### ## ##"),
    "fa": ("98", "91# ### ####"),
}
DUTCH: Final = ("6 ########", "6 #### ####", "6 ## ## ## ##", "6 ### ### ##", "23 5## ####", "20 6## ## ##")
BANKS: Final = ("ABNA", "INGB", "RABO", "TRIO", "SNSB", "BUNQ", "ASNB")
FOREIGN_BANK: Final[dict[str, tuple[str, int]]] = {
    "nl": ("DE", 18),
    "ar": ("DE", 18),
    "ti": ("SE", 20),
    "en": ("BE", 12),
    "uk": ("UA", 25),
    "tr": ("TR", 22),
    "fa": ("DE", 18),
}
MAIL: Final = ("gmail.com", "hotmail.com", "ziggo.nl", "outlook.com", "live.nl", "yahoo.co.uk", "icloud.com")
LETTERS: Final = "ABCDEFGHJKLMNPRSTVWXZ"


def make(kind: str, language: str, mine: Material, chance: Chance) -> str:
    """One of this kind, as somebody who writes this language might write it."""
    makers: dict[str, Callable[[], str]] = {
        "bsn": lambda: bsn(chance),
        "phone": lambda: phone(language, chance),
        "email": lambda: email(chance),
        "iban": lambda: account(language, chance),
        "birth_date": lambda: birth(language, mine, chance),
        "postcode": lambda: postcode(mine, chance),
        "case_number": lambda: case(language, chance),
        "named": lambda: chance.choice(mine["titles"]).replace("{n}", chance.choice(mine["names"])),
        "link": lambda: link(chance),
    }
    return makers[kind]()


def digits(pattern: str, chance: Chance) -> str:
    return "".join(str(chance.randrange(10)) if one == "#" else one for one in pattern)


def bsn(chance: Chance) -> str:
    """By its sum: nine times the first figure, eight times the second … less the last is a multiple of eleven."""
    while True:
        figures = [chance.randrange(10) for _ in range(8)]
        last = sum(weight * one for weight, one in zip(range(9, 1, -1), figures, strict=True)) % 11
        if last < 10 and figures[0] + figures[1] > 0:
            break
    plain = "".join(map(str, (*figures, last)))
    groups = chance.choice(((9,), (9,), (9,), (3, 3, 3), (4, 2, 3), (2, 2, 2, 3), (4, 5)))
    sign = chance.choice(" .- ")
    return sign.join(_groups(plain, groups))


def _groups(plain: str, sizes: tuple[int, ...]) -> list[str]:
    parts = []
    for size in sizes:
        parts.append(plain[:size])
        plain = plain[size:]
    return parts


def phone(language: str, chance: Chance) -> str:
    """A Dutch number or one from where the language is spoken, at home or from abroad, in groups or not."""
    code, pattern = ("31", chance.choice(DUTCH)) if chance.random() < HERE else ABROAD[language]
    national = digits(pattern, chance)
    sign = chance.choice(("", "", " ", "-", "."))
    area, _, rest = national.partition(" ")
    grouped = f"{area}{sign}{rest.replace(' ', chance.choice(('', sign)))}"
    return chance.choice(
        (
            *(f"0{grouped}", f"0{grouped}", f"+{code}{sign}{grouped}", f"00{code}{grouped}"),
            *(f"+{code} (0){grouped}", f"(0{area}) {rest}", f"{code}{national.replace(' ', '')}"),
        )
        if code == "31"
        else (f"+{code} {national}", f"00{code}{grouped}", f"0{grouped}")
    )


def email(chance: Chance) -> str:
    first = chance.choice(
        ("amina", "h.osman", "fatma_83", "tesfay1990", "o.kovalenko", "m-rahimi", "selam.k")
    )
    last, host = chance.choice(("", chance.choice("123456789"), "nl", "_x")), chance.choice(MAIL)
    at = chance.choice(("@", "@", "@", "@", " @ ", "(at)", " at ", "[at]"))
    return f"{first}{last}{at}{host.replace('.', ' dot ') if at == ' at ' else host}"


def account(language: str, chance: Chance) -> str:
    """With the right check figures, in fours or in one piece."""
    country, size = FOREIGN_BANK[language]
    if chance.random() < HERE:
        country, body = "NL", chance.choice(BANKS) + digits("0#########", chance)
    else:
        body = digits("#" * size, chance)
        body = f"{body[:10]}{int(body[:10]) % 97 or 97:02}" if country == "BE" else body
    number = "".join(str(int(one, 36)) for one in f"{body}{country}00")
    whole = f"{country}{98 - int(number) % 97:02}{body}"
    fours = [whole[at : at + 4] for at in range(0, len(whole), 4)]
    return chance.choice(
        (whole, " ".join(fours), " ".join(fours), "-".join(fours), whole.lower(), ".".join(fours))
    )


def birth(language: str, mine: Material, chance: Chance) -> str:
    """A day of 1940 to 2018; of Persian writers some count the years as Iran does."""
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1940, 2018)
    name = mine["months"][month - 1]
    if "own_months" in mine and chance.random() < 0.5:
        year, name = chance.randint(1320, 1396), mine["own_months"][month - 1]
        return chance.choice((f"{year}/{month}/{day}", f"{year}/{month:02}/{day:02}", f"{day} {name} {year}"))
    short = f"{year % 100:02}"
    ways: tuple[str, ...] = (
        *(f"{day:02}-{month:02}-{year}", f"{day}-{month}-{year}", f"{day}/{month}/{year}"),
        *(f"{day:02}.{month:02}.{year}", f"{day} {name} {year}", f"{day} {name} {year}"),
        f"{year}-{month:02}-{day:02}",
        *((f"{day}-{month}-{short}", f"{day}/{month}/{short}") if year % 100 >= 31 else ()),
        f"{month}/{day}/{year}" if language == "en" else f"{day:02} {month:02} {year}",
    )
    return chance.choice(ways)


def postcode(mine: Material, chance: Chance) -> str:
    """With the number of the house: before, behind, or with street and town."""
    code = f"{chance.choice(('2011', '2021', '2033', '2102', '1016', '1103', '3512', '2526'))}"
    letters = chance.choice(LETTERS) + chance.choice("BDEGHJKLNPRTXZ")
    house = f"{chance.randint(1, 289)}{chance.choice(('', '', '', 'A', '-2', ' hs'))}"
    street, town = chance.choice(mine["streets"]), chance.choice(mine["towns"])
    whole = f"{code}{chance.choice((' ', '', ' '))}{letters}"
    return chance.choice(
        (
            *(f"{whole} {house}", f"{whole} {house}", f"{whole}-{house}", f"{whole}, {house}"),
            *(f"{street} {house}, {whole} {town}", f"{street} {house} {whole}", f"{house} {whole}"),
            *(f"{whole.lower()} {house}", f"{whole} nr {house}", f"{whole} {town}, {street} {house}"),
        )
    )


OWN_NUMBER: Final = {
    "nl": ("klantnummer ######", "zaaknr ##/####"),
    "en": ("case no ######", "client number CL-#####"),
    "ar": ("رقم الملف ######", "رقم القضية ####/##"),
    "ti": ("ቁጽሪ ፋይል ######", "ቁ. ጉዳይ ####/##"),
    "uk": ("справа № ######", "номер справи ###/####/2#"),
    "tr": ("dosya no 202#/####", "TC 4##########"),
    "fa": ("شماره پرونده ######", "کد ملی ##########"),
}


def case(language: str, chance: Chance) -> str:
    """A V-number, the number of a file, a client, a letter or a passport; with a word for it or without."""
    pattern = chance.choice(
        (
            *("V-nummer 28########", "V-nr 287.###.####", "v nummer 28# ### ####", "28########"),
            *("zaaknummer Z-202#-######", "ZK202#.####", "Z202#######", "dossier 202#-#####", "#######.01"),
            *("kenmerk 202#/#####", "ref. AB/##/#####", "NP#C2R8#6", "X0######", "cliëntnr #######"),
            *(*OWN_NUMBER[language], *OWN_NUMBER[language], *OWN_NUMBER[language]),
        )
    )
    return digits(pattern, chance)


def link(chance: Chance) -> str:
    who = chance.choice(("amina.haarlem", "fatma_keuken", "selam1990", "oksana.k", "rahimi-kapper"))
    return chance.choice(
        (
            *(f"https://www.facebook.com/{who}", f"facebook.com/{who}", f"instagram.com/{who}?igsh=x1"),
            *(f"@{who.replace('.', '_').replace('-', '_')}", f"t.me/{who.replace('.', '')}", f"www.{who}.nl"),
            *(
                f"https://wa.me/316{digits('########', chance)}",
                f"http://{who}.nl/foto",
                "https://youtu.be/dQw4w9Wg",
            ),
            *(f"tiktok.com/@{who}", "https://maps.app.goo.gl/Xy7Z", f"marktplaats.nl/v/{who}", f"{who}.nl"),
        )
    )


def figure(slot: str, months: list[str], chance: Chance) -> str:
    """Something with figures in it that tells nothing about anybody."""
    hour, minute = chance.randint(8, 20), chance.choice(("00", "15", "30", "45"))
    match slot:
        case "time":
            return chance.choice((f"{hour}:{minute}", f"{hour}.{minute}", f"{hour:02}:{minute}"))
        case "span":
            return chance.choice(
                ("9-12", f"{hour}:{minute}-{hour + 2}:{minute}", f"{hour}.00 - {hour + 1}.30", "13-15")
            )
        case "amount":
            whole = f"{chance.randint(1, 9)}.{digits('###', chance)},{digits('##', chance)}"
            return chance.choice(
                (
                    f"€ {whole}",
                    f"€{chance.randint(40, 950)}",
                    f"{whole} euro",
                    f"{chance.randint(40, 9000)} euro",
                )
            )
        case "room":
            return chance.choice(("B2.14", "3.12", "214", "1.07a", "0.33"))
        case "date":
            day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.choice((2026, 2027))
            return chance.choice(
                (
                    f"{day}-{month}-{year}",
                    f"{day:02}/{month:02}/{year}",
                    f"{day} {months[month - 1]}",
                    f"{day}-{month}",
                    f"{day} {months[month - 1]} {year}",
                )
            )
        case _:
            return str(chance.randint(2, 48))
