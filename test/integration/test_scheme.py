"""Packages: the built-in ones follow the JSON Schema, broken ones get each fault at its place."""
import glob
import json
import os
import shutil
import tempfile
import unittest

import jsonschema

from command import ROOT, run

SCHEMES = os.path.join(ROOT, "data", "schemes")
BROKEN = os.path.join(ROOT, "test", "schemes-broken")
# Faults between parts of a package, which the schema leaves to `dvht scheme check`.
BEYOND_SCHEMA = {"shared-missing", "not-json", "key-twice", "wording"}


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


class Schema(unittest.TestCase):
    def setUp(self):
        schema = load(os.path.join(SCHEMES, "scheme.schema.json"))
        jsonschema.Draft202012Validator.check_schema(schema)
        self.whole = jsonschema.Draft202012Validator(schema)
        self.documents = jsonschema.Draft202012Validator({**schema, "oneOf": [{"$ref": "#/$defs/document_list"}],
                                                          "type": "array", "required": [], "properties": {}})

    def test_built_in_packages(self):
        paths = glob.glob(SCHEMES + "/**/scheme.json", recursive=True)
        self.assertEqual(len(paths), 7)
        for path in paths:
            with self.subTest(path):
                self.assertEqual([e.message for e in self.whole.iter_errors(load(path))], [])

    def test_shared_documents(self):
        documents = load(os.path.join(SCHEMES, "common", "documents.json"))
        self.assertEqual([e.message for e in self.documents.iter_errors(documents)], [])

    def test_broken_packages_break_the_schema_too(self):
        for name in sorted(set(os.listdir(BROKEN)) - BEYOND_SCHEMA):
            with self.subTest(name):
                self.assertFalse(self.whole.is_valid(load(os.path.join(BROKEN, name, "scheme.json"))))


class Sources(unittest.TestCase):
    def test_every_package_says_where_it_comes_from(self):
        for path in glob.glob(SCHEMES + "/**/scheme.json", recursive=True):
            with open(os.path.join(os.path.dirname(path), "sources.md"), encoding="utf-8") as file:
                self.assertGreater(len(file.read()), 200, path)

    def test_no_threshold_without_a_source(self):
        """What nobody has seen has no number; a number seen in translation is marked so."""
        for path in glob.glob(SCHEMES + "/**/scheme.json", recursive=True):
            for criterion in load(path).get("criteria", []):
                for indicator in criterion["indicators"]:
                    share = indicator.get("share")
                    if share and indicator["text_status"] == "unverified":
                        self.assertIsNone(share["at_least"], (path, indicator["id"]))
                    if indicator["text_status"] != "verified":
                        self.assertIn("source", indicator, (path, indicator["id"]))


class Check(unittest.TestCase):
    def test_broken_packages(self):
        for name in sorted(os.listdir(BROKEN)):
            folder = os.path.join(BROKEN, name)
            with self.subTest(name), open(os.path.join(folder, "expected.txt"), encoding="utf-8") as file:
                expected = file.read().splitlines()
                checked = run("scheme", "check", folder, "--json", "--lang", "en")
                found = [f"{fault['where']}: {fault['message']}".replace(folder + "/", "")
                         for fault in json.loads(checked.out)]
                self.assertEqual(sorted(found), sorted(expected))
                self.assertEqual(checked.code, 1)

    def test_good_packages(self):
        for arguments in ([], [SCHEMES], [os.path.join(SCHEMES, "tt22-2020")]):
            checked = run("scheme", "check", *arguments)
            self.assertEqual((checked.code, checked.err), (0, ""))
            self.assertIn("không có lỗi", checked.out)

    def test_sources_are_wanted(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(os.path.join(SCHEMES, "tt22-2020", "scheme.json"), folder)
            checked = run("scheme", "check", folder)
            self.assertEqual(checked.code, 1)
            self.assertIn("sources.md: Thiếu tệp sources.md", checked.out)

    def test_a_folder_of_broken_packages(self):
        checked = run("scheme", "check", BROKEN)
        self.assertEqual(checked.code, 1)
        self.assertIn("LỖI " + BROKEN + "/points/scheme.json#/total_points: Các phần cộng lại được 110", checked.out)
        self.assertEqual(run("scheme", "check", os.path.join(BROKEN, "wording", "wording")).code, 2)
        self.assertEqual(run("scheme", "check", BROKEN + "/none").code, 2)


if __name__ == "__main__":
    unittest.main()
