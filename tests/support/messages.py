"""What the source says to people in English, against the catalogue of its translations.

    messages.py CATALOGUE SOURCE...    a line for each text that the catalogue lacks or that nobody says

Messages go through tr(), TR(), diag_add() or assume(), or stand in tables. So that a new one is not
forgotten, every text of several words must be in the catalogue, unless a rule here says that it is for no
report.
"""
import re
import sys

# Errors that end a run; what only `check --explain` and the like print; what has its languages beside it.
OTHER_FILES = re.compile(r"src/(base/(output|message)|config/|command/|main|pipeline|report/|"
                         r"import/number_format|match/(decision\.h|lexicon|matcher|vectors|reason)|score/trend\.h|"
                         r"(?:layout/(?:layout_column|layout_explain|vocabulary)|model/(?:plan_print|reference))\.)")
# What is compared with the words of sheets and files.
OTHER_CALLS = {"text_eq", "text_starts", "text_ends", "text_contains", "text_find", "suggest", "has_stream",
               "_Static_assert", "TABLE"}
OTHER_TEXTS = set("""conflicted copy|conflict copy|in Konflikt stehende Kopie|copie en conflit|SQLite format 3
<!DOCTYPE html|<?mso-application progid="Excel.Sheet"|version https://git-lfs|okralign as of|okralign language
okralign decisions|For reference only, not read by okralign|Nur zum Nachschlagen, von okralign nicht gelesen
type column|prefixed rows|told by ID|tree of IDs|prefixed objectives|prefixed key results|objective rows
indented key results|bulleted key results|numbered objectives|numbered key results|key result
a text in every row, beside its figures|texts that say from what to what
not started|in progress|on track|at risk|off track|partly aligned|not aligned""".replace("\n", "|").split("|"))
SAYING = {"tr", "TR", "diag_add", "assume", "assume_value"}
OF_THE_SYSTEM = {"Permission denied", "No such file or directory", "Input/output error"}

TOKEN = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|[A-Za-z_]\w*|\s+|.', re.S)
CONVERSION = re.compile(r"%[-+#0-9.*]*(?:hh?|ll?|[qjzt])?[a-zA-Z%]")


def texts(source):
    """(line, text, call around it, statement so far) of every literal, neighbours joined."""
    line, text, first, calls, name, statement = 1, None, 0, [], "", ""
    for token in TOKEN.findall(source):
        if token.startswith('"') or token == "TEXT_FMT":
            if text is None:
                text, first = "", line
            text += "%.*s" if token == "TEXT_FMT" else re.sub(r"\\(.)", r"\1", token[1:-1])
        elif not token.isspace() and not token.startswith("/*"):
            if text is not None:
                named = [c for c in calls if c and c != "T"]
                yield first, text, named[-1] if named else "", statement
                text = None
            if token == "(":
                calls.append(name)
            elif token == ")" and calls:
                calls.pop()
            statement = "" if token in ";{}" else statement + token
            name = token if re.match(r"\w", token) else ""
        line += token.count("\n")


def is_message(path, text, call, statement):
    words = CONVERSION.sub("", text)
    if call in SAYING:
        return re.search("[A-Za-z]{2}", words)
    if OTHER_FILES.match(path) or call in OTHER_CALLS or text in OTHER_TEXTS or (
            text == words and text != text.strip()):
        return False
    if "/layout_" in path and re.search(r"(reason|shape)=(T\(|text_printf\(.*)?$", statement):
        return False  # why a column means what it means: for check --explain
    return re.search(r"[a-z]{2}.* |^[a-z]+ [a-z]| [a-z]{2}", words)


def main(catalogue, sources):
    translated = {line[4:].strip("\n") for line in open(catalogue, encoding="utf-8") if line.startswith("en: ")}
    known = set(OF_THE_SYSTEM)
    for path in sources:
        for line, text, call, statement in texts(open(path, encoding="utf-8").read()):
            known.add(text)
            if text not in translated and is_message(path, text, call, statement):
                print(f"{path}:{line}: {catalogue} lacks '{text}'")
    for text in sorted(translated - known):
        print(f"{catalogue}: nobody says '{text}'")


main(sys.argv[1], sys.argv[2:])
