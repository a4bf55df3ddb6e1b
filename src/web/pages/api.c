/* api.c - /api/openapi.json: the route table as an OpenAPI 3.1 description. */
#include "base/json.h"
#include "web/pages/pages.h"
#include <stdlib.h>
#include <string.h>

/* JSON Schema of an input; see InputKind. */
static json_t *
input_schema (const InputSpec *input)
{
  json_t *schema = json_object ();
  json_t *type = json_string ("string");
  switch (input->kind) {
  case INPUT_ID:
    json_object_set_new (schema, "minimum", json_integer (1));
    G_GNUC_FALLTHROUGH;
  case INPUT_INT:
    json_string_set (type, "integer");
    break;
  case INPUT_FLAG:
    json_string_set (type, "boolean");
    break;
  case INPUT_LIST:
    json_string_set (type, "array");
    json_object_set_new (schema, "items", json_pack ("{s:s}", "type", "string"));
    break;
  case INPUT_DATE:
    json_object_set_new (schema, "format", json_string ("date"));
    break;
  case INPUT_FILE:
    json_object_set_new (schema, "format", json_string ("binary"));
    break;
  case INPUT_SECRET:
    json_object_set_new (schema, "format", json_string ("password"));
    break;
  case INPUT_CHOICE: {
    json_t *choices = json_array ();
    for (gsize i = 0; input->choices != NULL && input->choices[i] != NULL; i++)
      json_array_append_new (choices, json_string (input->choices[i]));
    json_object_set_new (schema, "enum", choices);
    break;
  }
  case INPUT_TEXT:
  case INPUT_LINES:
    break;
  }
  json_object_set_new (schema, "type", type);
  if (input->label != NULL)
    json_object_set_new (schema, "description", json_string (input->label));
  return schema;
}

static bool
is_in_path (const Route *route, const char *name)
{
  g_autofree char *step = g_strconcat ("{", name, "}", NULL);
  return strstr (route->path, step) != NULL;
}

static void
add_parameter (json_t *parameters, const InputSpec *input, bool in_path)
{
  json_array_append_new (parameters, json_pack ("{s:s, s:s, s:b, s:o}", "name", input->name, "in",
                                                in_path ? "path" : "query", "required",
                                                in_path || input->required, "schema", input_schema (input)));
}

/* What a POST's body holds, as a form or as JSON alike. */
static json_t *
body_of (const Route *route)
{
  json_t *properties = json_object (), *required = json_array ();
  bool file = false;
  for (const InputSpec *input = route->inputs; input != NULL && input->name != NULL; input++) {
    if (is_in_path (route, input->name))
      continue;
    file = file || input->kind == INPUT_FILE;
    json_object_set_new (properties, input->name, input_schema (input));
    if (input->required)
      json_array_append_new (required, json_string (input->name));
  }
  json_t *schema
      = json_pack ("{s:s, s:o, s:o}", "type", "object", "properties", properties, "required", required);
  json_t *content = json_pack (
      "{s:{s:O}}", file ? "multipart/form-data" : "application/x-www-form-urlencoded", "schema", schema);
  if (!file)
    json_object_set_new (content, "application/json", json_pack ("{s:O}", "schema", schema));
  json_decref (schema);
  return json_pack ("{s:o}", "content", content);
}

static json_t *
responses_of (const Route *route)
{
  json_t *responses = json_object ();
  if (route->method == METHOD_POST)
    json_object_set_new (responses, "303", json_pack ("{s:s}", "description", "done: where to go on"));
  json_object_set_new (responses, "200", json_pack ("{s:s}", "description", "the page, or its data as JSON"));
  if (route->inputs != NULL)
    json_object_set_new (responses, "422",
                         json_pack ("{s:s}", "description", "an input is wrong: told which"));
  if (route->permission != PERMISSION_PUBLIC) {
    json_object_set_new (responses, "401", json_pack ("{s:s}", "description", "not logged in"));
    json_object_set_new (responses, "403", json_pack ("{s:s}", "description", "not permitted"));
  }
  return responses;
}

static json_t *
operation_of (const Route *route)
{
  json_t *operation = json_pack ("{s:s, s:s}", "summary", route->summary, "x-permission",
                                 permission_name (route->permission));
  json_t *parameters = json_array ();
  for (const InputSpec *input = route->inputs; input != NULL && input->name != NULL; input++)
    if (route->method == METHOD_GET || is_in_path (route, input->name))
      add_parameter (parameters, input, is_in_path (route, input->name));
  json_object_set_new (operation, "parameters", parameters);
  if (route->method == METHOD_POST)
    json_object_set_new (operation, "requestBody", body_of (route));
  json_object_set_new (operation, "responses", responses_of (route));
  json_object_set_new (operation, "security",
                       route->permission == PERMISSION_PUBLIC
                           ? json_array ()
                           : json_pack ("[{s:[]}, {s:[]}]", "token", "session"));
  return operation;
}

static json_t *
paths_of_all (void)
{
  json_t *paths = json_object ();
  for (gsize t = 0; route_tables[t] != NULL; t++)
    for (const Route *route = route_tables[t]; route->path != NULL; route++) {
      json_t *path = json_object_get (paths, route->path);
      if (path == NULL) {
        path = json_object ();
        json_object_set_new (paths, route->path, path);
      }
      json_object_set_new (path, route->method == METHOD_POST ? "post" : "get", operation_of (route));
    }
  return paths;
}

static bool
show_api (Request *request, GError **error)
{
  json_t *api
      = json_pack ("{s:s, s:{s:s, s:s, s:s}, s:{s:{s:{s:s, s:s}, s:{s:s, s:s, s:s}}}, s:o}", "openapi",
                   "3.1.0", "info", "title", "ĐVHT", "version", "1", "description",
                   "Every page answers with its data as JSON when asked with Accept: application/json.",
                   "components", "securitySchemes", "token", "type", "http", "scheme", "bearer", "session",
                   "type", "apiKey", "in", "cookie", "name", "dvht", "paths", paths_of_all ());
  char *text = json_dumps (api, JSON_COMPACT);
  json_decref (api);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (text, strlen (text), free, text);
  request_send (request, "application/json; charset=utf-8", NULL, bytes);
  return true;
}

const Route api_routes[] = {
  { METHOD_GET, "/api/openapi.json", PERMISSION_PUBLIC, "This description", NULL, NULL, show_api },
  { 0 },
};
