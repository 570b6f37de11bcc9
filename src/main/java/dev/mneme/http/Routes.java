package dev.mneme.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint answers which method and path.
 *
 * <p>A template is made of literal segments, {@code {name}} for one segment and, at its end, {@code
 * {name...}} for one or more. Segment by segment a literal beats a name, and a name beats the rest;
 * where that leads nowhere for the method, the next best is tried, so {@code attach/{block_id}}
 * wins over {@code {label...}} without anybody ordering them. Both spellings of a path, with and
 * without a slash at the end, are the same.
 *
 * <p>Filled while the server is put together, read-only afterwards.
 */
public final class Routes {
  private final Node root = new Node();
  private final List<Declared> declared = new ArrayList<>();

  /** Adds a route whose callers must have shown who they are. */
  public Routes add(String method, String template, Endpoint endpoint) {
    return add(method, template, endpoint, false);
  }

  /** Adds a route that is open to everybody. */
  public Routes addOpen(String method, String template, Endpoint endpoint) {
    return add(method, template, endpoint, true);
  }

  private Routes add(String method, String template, Endpoint endpoint, boolean open) {
    List<String> names = new ArrayList<>();
    Node node = root;
    for (String segment : RawPath.of(template).segments()) {
      node = node.child(segment, names);
    }
    if (node.routes.putIfAbsent(method, new Route(endpoint, open, names)) != null) {
      throw new IllegalStateException(method + " " + template + " has an endpoint already");
    }
    declared.add(new Declared(method, template, open));
    return this;
  }

  /**
   * A route as it was added.
   *
   * @param open whether everybody may use it, with a key or without
   */
  public record Declared(String method, String template, boolean open) {}

  /** All routes, in the order they were added. */
  public List<Declared> declared() {
    return List.copyOf(declared);
  }

  /** A route, and whether it is open to everybody. */
  record Route(Endpoint endpoint, boolean open, List<String> names) {}

  /** What was found for a method and a path. */
  sealed interface Match {
    /** An endpoint, with the decoded parts of the path by name. */
    record Found(Route route, Map<String, String> parameters) implements Match {}

    /** The path is known with other methods. */
    record WrongMethod(Set<String> allowed) implements Match {}

    /** Nothing is there. */
    record Unknown() implements Match {}
  }

  Match find(String method, RawPath path) {
    Search search = new Search(method.equals("HEAD") ? "GET" : method, path);
    Route route = search.from(root, 0);
    if (route != null) {
      return new Match.Found(route, search.parameters(route));
    }
    return search.others.isEmpty() ? new Match.Unknown() : new Match.WrongMethod(search.others);
  }

  private static final class Node {
    final Map<String, Node> literals = new HashMap<>();
    final Map<String, Route> routes = new HashMap<>();
    @Nullable Node name;
    @Nullable Node rest;

    Node child(String segment, List<String> names) {
      if (!segment.startsWith("{")) {
        return literals.computeIfAbsent(segment, s -> new Node());
      }
      boolean takesRest = segment.endsWith("...}");
      names.add(segment.substring(1, segment.length() - (takesRest ? 4 : 1)));
      return takesRest ? restOrNew() : nameOrNew();
    }

    private Node restOrNew() {
      if (rest == null) {
        rest = new Node();
      }
      return rest;
    }

    private Node nameOrNew() {
      if (name == null) {
        name = new Node();
      }
      return name;
    }
  }

  /** One walk down the tree, remembering what it passed. */
  private static final class Search {
    final String method;
    final RawPath path;
    final Set<String> others = new TreeSet<>();
    final List<String> captured = new ArrayList<>();

    Search(String method, RawPath path) {
      this.method = method;
      this.path = path;
    }

    @Nullable Route from(Node node, int depth) {
      if (depth == path.segments().size()) {
        return at(node);
      }
      String segment = path.segments().get(depth);
      Node literal = node.literals.get(segment);
      Route found = literal == null ? null : from(literal, depth + 1);
      found = found == null ? capture(node.name, RawPath.decode(segment), depth + 1) : found;
      return found == null ? capture(node.rest, path.rest(depth), path.segments().size()) : found;
    }

    private @Nullable Route capture(@Nullable Node node, String text, int depth) {
      if (node == null) {
        return null;
      }
      captured.add(text);
      Route found = from(node, depth);
      if (found == null) {
        captured.removeLast();
      }
      return found;
    }

    private @Nullable Route at(Node node) {
      Optional<Route> route = Optional.ofNullable(node.routes.get(method));
      if (route.isEmpty()) {
        others.addAll(node.routes.keySet());
      }
      return route.orElse(null);
    }

    Map<String, String> parameters(Route route) {
      Map<String, String> parameters = new HashMap<>();
      for (int i = 0; i < route.names().size(); i++) {
        parameters.put(route.names().get(i), captured.get(i));
      }
      return parameters;
    }
  }
}
