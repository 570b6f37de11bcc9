package dev.mneme.http.docs;

import java.util.List;
import java.util.Map;

/** The description as one page of HTML: it needs no script and loads nothing. */
final class DocsPage {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
  private final Node api;
  private final String css;
  private final Html out = new Html();
  private final SchemaHtml schemas = new SchemaHtml(out);
  private final OperationHtml operations = new OperationHtml(out, schemas);

  private DocsPage(Node api, String css) {
    this.api = api;
    this.css = css;
  }

  /** Renders it. */
  static String of(ApiDescription api, String css) {
    return new DocsPage(Node.of(api), css).render();
  }

  private String render() {
    Node info = api.child("info");
    out.open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.element("title", info.text("title") + " API").style(css).close();
    out.open("body").open("header").element("h1", info.text("title") + " API");
    out.paragraphs(info.text("description"));
    out.open("p").open("a", "href", "/openapi.json").text("openapi.json").close().close();
    navigation();
    out.close().open("main");
    api.list("tags").forEach(this::section);
    allSchemas();
    return out.close().close().close().toString();
  }

  private void navigation() {
    out.open("nav");
    for (Node tag : api.list("tags")) {
      out.open("a", "href", "#" + anchor(tag.text("name"))).text(tag.text("name")).close();
      out.text(" ");
    }
    out.open("a", "href", "#schemas").text("Schemas").close().close();
  }

  private void section(Node tag) {
    String name = tag.text("name");
    out.open("section", "id", anchor(name)).element("h2", name);
    out.paragraphs(tag.text("description"));
    api.children("paths").forEach((path, item) -> operations(name, path, item.resolved()));
    out.close();
  }

  private void operations(String tag, String path, Node item) {
    for (String method : METHODS) {
      Node operation = item.child(method);
      if (operation.values("tags").contains(tag)) {
        operations.write(path, method, item, operation);
      }
    }
  }

  private void allSchemas() {
    out.open("section", "id", "schemas").element("h2", "Schemas");
    for (Map.Entry<String, Node> each : api.child("components").children("schemas").entrySet()) {
      Node schema = each.getValue();
      out.open("article", "id", "schema-" + each.getKey()).element("h3", each.getKey());
      out.paragraphs(schema.text("description")).open("p");
      schemas.type(schema);
      if (schema.has("pattern")) {
        out.text(" like ").element("code", schema.text("pattern"));
      }
      out.close();
      schemas.members(schema);
      out.close();
    }
    out.close();
  }

  private static String anchor(String name) {
    return "tag-" + name.replace(' ', '-');
  }
}
