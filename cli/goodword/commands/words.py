"""`goodword words`: every sentence by name, letters to look at, a test letter to oneself."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from goodword import target
from goodword.commands.program import RulesPath, checked_rules
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.desks.letter_preview import preview_letter
from referrals.model.letter.sample import LetterPreview
from referrals.model.setting.form_of_address import ADDRESS
from referrals.model.words.letter_data import PARTS
from referrals.model.words.wording import ENGLISH, languages, sentences_of, wording_of
from referrals.steps.delivery.try_letter import try_letter
from referrals.wiring import clock, stores

app = typer.Typer(no_args_is_help=True, help="Sentences and letters: list, preview, send.")
Language = Annotated[str, typer.Option(help="Such as de; every language where it is empty.")]


@app.command(name="list")
def list_sentences(
    rules_file: Annotated[
        Path | None, typer.Argument(help="The rules, for the sentences as they would stand.")
    ] = None,
    language: Annotated[str, typer.Option(help="Such as de.")] = ENGLISH,
    find: Annotated[str, typer.Option(help="Only names or sentences with this in them.")] = "",
    as_json: AsJson = False,
) -> None:
    """Every sentence that a program can say its own way, by the name to change it under."""
    with explain_errors():
        own = checked_rules(rules_file, local=True).words if rules_file else {}
        words = wording_of(own, language)
        found = {
            name: words.words[part][rest]
            for name in sentences_of(words.tag)
            for part, _, rest in [name.partition(".")]
        }
        wanted = find.casefold()
        told = {n: t for n, t in found.items() if wanted in f"{n} {t}".casefold()}
        changed = own.get(words.tag, {}).keys() - {ADDRESS}
        show(told, as_json=as_json, human=lambda: _tell_sentences(told, changed))


@app.command()
def preview(
    rules_file: RulesPath,
    letter: Annotated[str, typer.Option(help="Its topic, such as advocate.thanked.")] = "",
    language: Language = "",
    out: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("letters"),
    as_json: AsJson = False,
) -> None:
    """Writes letters with made-up news, in HTML and in text; nothing is sent."""
    with explain_errors():
        rules = checked_rules(rules_file, local=True)
        made = [
            preview_letter(rules, topic, tag, now=clock.now())
            for topic in ([letter] if letter else PARTS)
            for tag in ([language] if language else languages())
        ]
        out.mkdir(parents=True, exist_ok=True)
        for each in made:
            _write(each, out)
        show([asdict(each) for each in made], as_json=as_json, human=lambda: _tell(made, out))


@app.command()
def send(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    to: Annotated[str, typer.Option(help="One of the mailboxes in the program's mail.test_to.")],
    letter: Annotated[str, typer.Option(help="Its topic.")] = "advocate.thanked",
    language: Annotated[str, typer.Option(help="Such as de.")] = ENGLISH,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Sends a test letter, with made-up news, to one of the shop's own people."""
    with explain_errors():
        target.enter(stack)
        rules = stores.programs().get(program).rules
        item = try_letter(rules, letter, language, to=to, outbox=stores.outbox(), now=clock.now())
        data = item.model_dump(mode="json")
        show(data, as_json=as_json, human=lambda: console.print("On its way.", highlight=False))


def _write(each: LetterPreview, out: Path) -> None:
    name = f"{each.topic}.{each.language}"
    (out / f"{name}.html").write_text(each.html, "utf-8")
    (out / f"{name}.txt").write_text(f"{each.subject}\n\n{each.text}", "utf-8")


def _tell(made: list[LetterPreview], out: Path) -> None:
    for each in made:
        name = out / f"{each.topic}.{each.language}.html"
        console.print(f"{name}: {each.subject}", highlight=False, soft_wrap=True)


def _tell_sentences(told: dict[str, Any], changed: set[str]) -> None:
    table = Sheet("name", "sentence", "")
    for name, sentence in told.items():
        text = sentence if isinstance(sentence, str) else " | ".join(sentence.values())
        table.add_row(name, text, "yours" if name in changed else "")
    table.print()
