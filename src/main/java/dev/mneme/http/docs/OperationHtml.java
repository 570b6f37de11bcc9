package dev.mneme.http.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows operations: closed, a line with method, path and summary; open, all about them. */
record OperationHtml(Html out, SchemaHtml schemas) {
  void write(String path, String method, Node item, Node operation) {
    out.open("details", "id", method + "-" + path);
    out.open("summary").open("span", "class", "method " + method);
    out.text(method.toUpperCase(Locale.ROOT)).close().text(" ");
    out.element("code", path).text(" ");
    out.open("span", "class", "brief").prose(operation.text("summary")).close().close();
    out.paragraphs(operation.text("description"));
    parameters(parameters(item, operation));
    body(operation.child("requestBody"));
    out.element("h4", "Answers");
    operation.children("responses").forEach(this::response);
    out.close();
  }

  private static List<Node> parameters(Node item, Node operation) {
    List<Node> all = new ArrayList<>(item.list("parameters"));
    all.addAll(operation.list("parameters"));
    return all.stream().map(Node::resolved).toList();
  }

  private void parameters(List<Node> parameters) {
    if (!parameters.isEmpty()) {
      out.element("h4", "Parameters").open("table");
      parameters.forEach(this::parameter);
      out.close();
    }
  }

  private void parameter(Node parameter) {
    out.open("tr").open("th", "scope", "row").element("code", parameter.text("name"));
    out.text(" in " + parameter.text("in"));
    if (parameter.isTrue("required")) {
      out.text(", ").open("span", "class", "required").text("required").close();
    }
    out.close().open("td");
    schemas.type(parameter.child("schema"));
    out.close().open("td").prose(parameter.text("description")).close().close();
  }

  private void body(Node body) {
    if (body.has("content")) {
      out.element("h4", "Body").paragraphs(body.text("description"));
      body.children("content").forEach(this::content);
    }
  }

  private void response(String status, Node response) {
    Node resolved = response.resolved();
    String shown = status.equals("default") ? "else" : status;
    out.open("p").element("code", shown).text(" ").prose(resolved.text("description")).close();
    if (!status.equals("default")) {
      resolved.children("content").forEach(this::content);
    }
  }

  private void content(String mediaType, Node content) {
    Node schema = content.child("schema");
    out.open("p", "class", "content").element("code", mediaType).text(": ");
    schemas.type(schema);
    out.close();
    schemas.members(schema);
  }
}
