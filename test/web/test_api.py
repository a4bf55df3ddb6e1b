"""/api/openapi.json: open to all, and it tells every route of the table with its permission."""
import json
import os
import re
import subprocess
import unittest

from client import Server

ROUTES = json.loads(subprocess.run([os.environ["ROUTES"]], check=True, capture_output=True).stdout)


class Api(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        answer = cls.server.browser().get("/api/openapi.json")
        cls.status, cls.api = answer.status, json.loads(answer.body)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def operations(self):
        return {(method.upper(), path): operation for path, item in self.api["paths"].items()
                for method, operation in item.items()}

    def test_open_to_all(self):
        self.assertEqual((self.status, self.api["openapi"]), (200, "3.1.0"))

    def test_every_route_with_its_permission(self):
        self.assertEqual({(route["method"], route["path"]): route["permission"] for route in ROUTES},
                         {key: operation["x-permission"] for key, operation in self.operations().items()})
        for (_, path), operation in self.operations().items():
            self.assertEqual(operation["x-permission"] == "public", operation["security"] == [], path)

    def test_every_step_of_a_path_is_a_parameter(self):
        for (_, path), operation in self.operations().items():
            told = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
            self.assertEqual(told, set(re.findall(r"{(\w+)}", path)), path)
            self.assertTrue(all(p["required"] for p in operation["parameters"] if p["in"] == "path"))

    def test_inputs_of_forms(self):
        for route in ROUTES:
            operation = self.operations()[route["method"], route["path"]]
            told = {p["name"] for p in operation["parameters"]}
            for content in operation.get("requestBody", {}).get("content", {}).values():
                told |= set(content["schema"]["properties"])
            self.assertEqual(told, set(route["inputs"]), route["path"])


if __name__ == "__main__":
    unittest.main()
