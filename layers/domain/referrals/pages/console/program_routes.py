"""Addresses of the desk about the program, its words and its looks: lines of `routes.py`."""

from referrals.model.staff.right import Right
from referrals.pages.console.route import ConsoleAct, ConsolePage

PROGRAM_PAGES: dict[str, ConsolePage] = {
    "/console/program": ConsolePage("program.show", Right.READ),
    "/console/program/versions": ConsolePage("versions.show", Right.READ),
    "/console/program/versions/{version}": ConsolePage("versions.show_version", Right.PROGRAM),
    "/console/experiments": ConsolePage("experiments.show", Right.READ),
    "/console/experiments/{experiment}": ConsolePage("experiments.show_experiment", Right.READ),
    "/console/brand": ConsolePage("brand.show", Right.READ),
    "/console/words": ConsolePage("words.show", Right.READ),
    "/console/words/{sentence}": ConsolePage("words.show_sentence", Right.READ),
    "/console/preview/friend": ConsolePage("preview.show_friend", Right.READ),
    "/console/preview/letters/{topic}": ConsolePage("preview.show_letter", Right.READ),
}
PROGRAM_ACTS: dict[str, ConsoleAct] = {
    "/console/program/apply": ConsoleAct(
        "program.apply",
        Right.PROGRAM,
        "program_apply",
        "/console/program",
        "Applied. Orders from now on follow it, and links within minutes.",
    ),
    "/console/experiments/declare": ConsoleAct(
        "experiments.declare",
        Right.PROGRAM,
        "experiment_declare",
        "/console/experiments",
        "It has begun. The first whole day that counts is tomorrow.",
    ),
    "/console/experiments/{experiment}/end": ConsoleAct(
        "experiments.end",
        Right.PROGRAM,
        "experiment_end",
        "/console/experiments/{experiment}",
        "It has ended. Friends who clicked before get what they were promised.",
    ),
    "/console/brand/apply": ConsoleAct(
        "brand.apply",
        Right.WORDS,
        "program_apply",
        "/console/brand",
        "Applied. Pages and letters wear it from now on, pictures of links within the hour.",
    ),
    "/console/brand/upload": ConsoleAct(
        "brand_upload.take",
        Right.WORDS,
        "brand_picture_upload",
        "/console/brand",
        "Sent. It is shown below, and nowhere else until it is applied.",
    ),
    "/console/words/{sentence}/apply": ConsoleAct(
        "words.apply",
        Right.WORDS,
        "program_apply",
        "/console/words/{sentence}",
        "Applied. Pages and letters say it from now on.",
    ),
    "/console/words/{sentence}/letter": ConsoleAct(
        "words.try_letter",
        Right.WORDS,
        "letter_send_test",
        "/console/words/{sentence}",
        "The letter is on its way.",
    ),
}
