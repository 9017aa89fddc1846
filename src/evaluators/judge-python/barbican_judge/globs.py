"""Patterns of paths: `*` and `?` within a name, `[a-m]` and `[!a]`, and `**` over any number of folders."""

import re


def is_pattern(text):
    """Whether a text is more than one fixed name."""
    return re.search(r'[*?[]', text) is not None


def fault_of_glob(glob):
    """What is wrong with a pattern, or None. Both judges read them alike, so there is nothing beyond the above."""
    if glob == '':
        return 'is empty'
    if re.search(r'[{}\\]', glob):
        return 'may hold *, **, ?, [a-m] and [!a] only'
    if re.search(r'\[!?\]|\[[^\]]*$', glob):
        return 'has a [ without its ]'
    if re.search(r'\*\*[^/]|[^/]\*\*', glob):
        return 'may have ** only as a whole folder, such as a/**/*.csv'
    bad = re.search(r'\[!?[^\]]*?(.)-(.)[^\]]*\]', glob)
    if bad and bad[1] > bad[2]:
        return f'has an empty range {bad[1]}-{bad[2]}'
    return None


def pattern_of(glob):
    """The pattern as a regular expression for `fullmatch` over a whole path with `/`."""
    parts = re.findall(r'\*\*/|\*\*$|\*|\?|\[[^\]]+\]|[^*?[]+', glob)
    return re.compile(''.join(map(_source_of, parts)), re.DOTALL)


def _source_of(part):
    fixed = {'**/': '(?:[^/]+/)*', '**': '.*', '*': '[^/]*', '?': '[^/]'}
    if part in fixed:
        return fixed[part]
    if not part.startswith('['):
        return re.escape(part)
    negated = part.startswith('[!')
    members = re.sub(r'[\\^\[\]&~|]', r'\\\g<0>', part[2 if negated else 1 : -1])
    return f'(?!/)[{"^" if negated else ""}{members}]'
