import os
import tempfile
import unittest
from types import SimpleNamespace

from barbican_judge import tree
from barbican_judge.faults import Fault
from barbican_judge.tree import may_change, read_overlay, read_tree

TREE = {'tree/b.txt': 'b', 'tree/a/deep/z.c': 'z', 'tree/a/y.c': 'y\r\n', 'tree/.hidden': 'h', 'tree/a/.git/x': ''}


class Trees(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        for path, text in TREE.items():
            self.write(path, text.encode())

    def write(self, path, content):
        full = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'wb') as file:
            file.write(content)

    def problem(self, *edit):
        return SimpleNamespace(file='it/problem.py', folder=self.folder, command={'edit': list(edit or ['a'])})

    def said(self, work, *given):
        with self.assertRaises(Fault) as caught:
            work(*given)
        return caught.exception

    def test_read_tree_gives_every_text_but_what_tools_leave(self):
        program = read_tree(self.problem(), './tree')
        self.assertEqual(list(program['files']), ['.hidden', 'b.txt', 'a/y.c', 'a/deep/z.c'])
        self.assertEqual((program['main'], program['files']['a/y.c']), ('a/y.c', 'y\r\n'))

    def test_read_tree_refuses_what_is_no_text_or_no_file_or_too_much(self):
        for make, says in (
            (lambda: self.write('tree/x', b'\xff'), 'holds x, which is no text'),
            (lambda: os.symlink('/etc', os.path.join(self.folder, 'tree/x')), 'holds x, which is no file'),
            (lambda: os.mkfifo(os.path.join(self.folder, 'tree/x')), 'holds x, which is no file'),
            (lambda: self.write('tree/x', b'x' * (tree.TREE_CHARACTERS + 1)), 'holds x, which is too much'),
        ):
            make()
            fault = self.said(read_tree, self.problem(), './tree')
            self.assertEqual((fault.key, fault.message), ('program.seed', says))
            os.remove(os.path.join(self.folder, 'tree/x'))

    def test_read_tree_refuses_a_folder_with_the_problem_in_it_by_whatever_name(self):
        os.symlink('.', os.path.join(self.folder, 'link'))
        for path in ('.', '..', 'link'):
            self.assertIn('holds the problem itself', self.said(read_tree, self.problem(), path).message)

    def test_read_tree_names_what_is_near_when_a_path_is_not_there(self):
        fault = self.said(read_tree, self.problem('a/', 'a/x.c'), 'tree')
        self.assertEqual((fault.key, fault.value, fault.hint), ('program.edit', '"a/x.c"', 'did you mean "a/y.c"?'))
        fault = self.said(read_tree, self.problem(), 'treee')
        self.assertEqual((fault.message, fault.hint), ('must name a folder', 'did you mean "tree"?'))

    def test_read_overlay_lays_files_over_the_seed_tree(self):
        seed = read_tree(self.problem(), 'tree')
        self.write('better/a/new.c', b'n')
        self.write('better/b.txt', b'b')
        program = read_overlay(self.problem(), 'baselines.better', 'better', seed)
        self.assertEqual(program['files'], {**seed['files'], 'a/new.c': 'n'})
        self.write('better/b.txt', b'c')
        fault = self.said(read_overlay, self.problem(), 'baselines.better', 'better', seed)
        self.assertEqual((fault.key, fault.message), ('baselines.better', 'holds b.txt, which may not change'))

    def test_may_change_knows_folders_from_names_that_begin_alike(self):
        self.assertTrue(may_change('a/b', ['a']) and may_change('a/b', ['a/']) and may_change('a', ['a']))
        self.assertFalse(may_change('ab', ['a']) or may_change('a', ['a/b']) or may_change('b/a', ['a']))
