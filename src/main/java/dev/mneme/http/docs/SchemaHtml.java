package dev.mneme.http.docs;

import java.util.List;
import java.util.Map;

/** Shows schemas: what a value may be, in words, and the members of an object as a table. */
record SchemaHtml(Html out) {
  /** What a value may be, on one line. */
  void type(Node schema) {
    schema.reference().ifPresentOrElse(this::link, () -> typeOf(schema));
  }

  private void link(String name) {
    out.open("a", "href", "#schema-" + name).text(name).close();
  }

  private void typeOf(Node schema) {
    if (schema.has("enum")) {
      values(schema.values("enum"));
    } else if (schema.has("const")) {
      values(schema.values("const"));
    } else if (schema.has("anyOf")) {
      anyOf(schema.list("anyOf"));
    } else {
      types(schema);
    }
    if (schema.has("default")) {
      out.text(", default ").element("code", String.valueOf(schema.value("default")));
    }
  }

  private void values(List<?> values) {
    for (int i = 0; i < values.size(); i++) {
      out.text(i == 0 ? "" : ", ").element("code", String.valueOf(values.get(i)));
    }
  }

  private void anyOf(List<Node> schemas) {
    for (int i = 0; i < schemas.size(); i++) {
      out.text(i == 0 ? "" : " or ");
      type(schemas.get(i));
    }
  }

  private void types(Node schema) {
    List<?> types = schema.values("type");
    for (int i = 0; i < types.size(); i++) {
      out.text((i == 0 ? "" : " or ") + types.get(i));
      if (types.get(i).equals("array") && schema.has("items")) {
        out.text(" of ");
        type(schema.child("items"));
      }
    }
    if (types.isEmpty()) {
      out.text("any");
    }
  }

  /** The members of an object, and of objects in it; nothing for what has no members. */
  void members(Node schema) {
    Map<String, Node> members = schema.children("properties");
    if (!members.isEmpty()) {
      List<?> required = schema.values("required");
      out.open("table");
      members.forEach((name, member) -> row(name, required.contains(name), member));
      out.close();
    }
    schema.list("anyOf").forEach(this::members);
    if (schema.has("items")) {
      members(schema.child("items"));
    }
  }

  private void row(String name, boolean required, Node member) {
    out.open("tr");
    out.open("th", "scope", "row").element("code", name);
    if (required) {
      out.text(" ").open("span", "class", "required").text("required").close();
    }
    out.close().open("td");
    type(member);
    out.close().open("td").prose(member.text("description"));
    members(member);
    out.close().close();
  }
}
