"""Each function turns the figures of one part into the Markdown of its section."""

import statistics

NAMES = {
    "augmented": "Kilas, with augmentation",
    "ready": "Kilas, batches ready-made",
    "pytorch": "PyTorch, batches ready-made",
}


def describe_run(run: dict) -> str:
    """The line above each section that a run wrote."""
    return (
        f"*{run['date']}, commit `{run['commit']}`, {run['hardware']}, load before {run['load']}.*"
    )


def describe_step(figures: dict) -> str:
    """Each recipe's figures under its name."""
    return "\n\n".join(
        f"#### `{name}`\n\n{describe_recipe(recipe)}" for name, recipe in figures["recipes"].items()
    )


def describe_recipe(figures: dict) -> str:
    """Pictures per second, ratios and shares."""
    rows = [
        [NAMES[name], f"{statistics.median(rates):.0f}", f"{min(rates):.0f} to {max(rates):.0f}"]
        for name, rates in figures["rates"].items()
    ]
    matrix = ", ".join(f"{kind} {rate:.0f}" for kind, rate in figures["matrix_gflops"].items())
    parts = [
        f"Forward, backward and update, batches of {figures['batch']} pictures, in turn. "
        f"{described(figures['about'])}",
        table(["", "Pictures per second, median", "Spread by round"], rows),
        f"A product of two large matrices reaches, in 1e9 operations a second: {matrix}; our step "
        f"{figures['step_gflops']:.0f}, **{figures['share_of_matrix_product']:.0%}** of the "
        f"faster. Waiting for data: **{figures['share_waiting_for_data']:.1%}** of the time.",
    ]
    for name, rates in figures.get("ratio_by_round", {}).items():
        parts.append(
            f"**{name} {statistics.median(rates):.2f}** ({min(rates):.2f} to {max(rates):.2f} by "
            "round; at least 1.0 wanted)."
        )
    return "\n\n".join(parts)


def described(about: dict) -> str:
    """What ran, and how."""
    ours = f"Ours: {about['ours']['program']}, {about['ours']['precision']}."
    if "pytorch" not in about:
        return ours
    peer = about["pytorch"]
    compiled = "compiled" if peer["compiled"] else "not compiled"
    return (
        f"{ours} The peer: {peer['program']}, channels last, {peer['precision']}, {compiled}, the "
        "fastest of its ways here."
    )


def describe_loader(figures: dict) -> str:
    """How fast a folder is read and drawn from, and the memory."""
    rows = [[count, f"{rate:.0f}"] for count, rate in figures["pictures_per_second"].items()]
    memory = "this system does not tell how much memory that takes."
    if held := figures["megabytes"]:
        memory = (
            f"it holds {held['settled']:.0f} MB after a tenth, {held['end']:.0f} MB at the end and "
            f"{held['peak']:.0f} MB at most."
        )
    return "\n\n".join(
        [
            f"{figures['files']:,} JPEG files of {figures['side']} × {figures['side']} pixels:",
            table(["Workers", "Pictures decoded and shrunk per second"], rows),
            f"The first reading takes {figures['seconds_to_read']:.0f} s, later ones nothing. An "
            f"epoch then draws {figures['pictures_drawn_per_second']:.0f} pictures per second, "
            f"augmentation included; {memory}",
        ]
    )


def describe_commands(figures: dict) -> str:
    """Seconds of the commands that should feel immediate."""
    wanted = {"help": 0.5, "predict": 2}
    rows = [
        [f"`{name}`", f"{of['median']:.2f}", f"{of['min']:.2f} to {of['max']:.2f}", wanted[name]]
        for name, of in figures["seconds"].items()
    ]
    return table(["Command", "Seconds, median", "Spread", "Wanted below"], rows)


def describe_full(figures: dict) -> str:
    """Minutes and accuracy of whole runs."""
    fast, short, course = figures["fast"], figures["short"], figures["course"]
    rows = [
        ["`cifar10-fast`, all pictures", f"{fast['minutes']:.1f}", f"{fast['accuracy']:.2%}"],
        ["`cifar10-fast --epochs 1`", f"{short['minutes']:.1f}", f"{short['accuracy']:.2%}"],
        ["`cifar10-cnn-course`", f"{course['minutes']:.0f}", "not run to its end"],
    ]
    wanted = {"minutes_to_94": "at most 15", "course_ratio": "at most 0.1"}
    ratios = ", ".join(
        f"**{name} {'not reached' if value is None else f'{value:.2f}'}** ({wanted[name]} wanted)"
        for name, value in figures["ratios"].items()
    )
    parts = [
        "Training and evaluation together, from the command on. The course's minutes are those of "
        f"its {course['epochs']} epochs alone, each as long as the second one, which was timed:",
        table(["Recipe", "Minutes", "Test accuracy"], rows),
        f"{ratios}: the first run against 94 % of the test pictures; the second, where it reaches "
        "the 86.73 % that the course publishes, against the course's.",
    ]
    return "\n\n".join(parts)


def table(heads: list[str], rows: list[list]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in cells)} |" for cells in lines)
