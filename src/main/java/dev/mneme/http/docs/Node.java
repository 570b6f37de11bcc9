package dev.mneme.http.docs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object somewhere in the description. What is not there is empty.
 *
 * @param root all of the description, which references point into
 */
record Node(Map<?, ?> root, Map<?, ?> members) {
  static Node of(ApiDescription api) {
    return new Node(api.document(), api.document());
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  @Nullable Object value(String name) {
    return members.get(name);
  }

  String text(String name) {
    return members.get(name) instanceof String text ? text : "";
  }

  boolean isTrue(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  Node child(String name) {
    return node(members.get(name));
  }

  /** The objects that an object holds, by their names. */
  Map<String, Node> children(String name) {
    Map<String, Node> children = new LinkedHashMap<>();
    child(name).members.forEach((key, value) -> children.put(String.valueOf(key), node(value)));
    return children;
  }

  List<Node> list(String name) {
    return values(name).stream().map(this::node).toList();
  }

  /** The elements of an array; a value that is none is one by itself. */
  List<?> values(String name) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> list ? list : List.of(value);
  }

  private Node node(@Nullable Object value) {
    return new Node(root, value instanceof Map<?, ?> map ? map : Map.of());
  }

  /** The name of what this refers to, if it is a reference. */
  Optional<String> reference() {
    return Optional.of(text("$ref"))
        .filter(ref -> !ref.isEmpty())
        .map(ref -> ref.substring(ref.lastIndexOf('/') + 1));
  }

  /** What this refers to, or itself. */
  Node resolved() {
    String ref = text("$ref");
    if (ref.isEmpty()) {
      return this;
    }
    Node target = new Node(root, root);
    for (String step : ref.substring("#/".length()).split("/", -1)) {
      target = target.child(step);
    }
    return target;
  }
}
