package dev.mneme.block;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/** Puts the events of one document together to nodes, within bounds. */
final class YamlComposer {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_ALIASES = 32;

  /** Nodes and their characters, each alias counted as what it stands for. */
  private static final int MAX_WEIGHT = 2 * Yaml.MAX_CHARS;

  private static final String CORE_TAG = "tag:yaml.org,2002:";

  private final CharIndex chars;
  private final Parser events;
  private final Map<Anchor, Anchored> anchored = new HashMap<>();
  private int aliases;
  private int weight;

  YamlComposer(String text, Parser events) {
    this.chars = new CharIndex(text);
    this.events = events;
  }

  /** The one document of the stream. */
  YamlResult document() {
    events.next();
    if (events.checkEvent(Event.ID.StreamEnd)) {
      return new YamlResult.Empty();
    }
    events.next();
    YamlNode root = node(0);
    events.next();
    requireEnd();
    return resultOf(root);
  }

  private static YamlResult resultOf(YamlNode root) {
    return switch (root) {
      case YamlNode.Mapping mapping -> new YamlResult.Parsed(mapping);
      case YamlNode.Scalar(var span, var source, var value)
          when span.start() == span.end() && source.isEmpty() ->
          new YamlResult.Empty();
      case YamlNode.Scalar scalar -> new YamlResult.NotMapping();
      case YamlNode.Sequence sequence -> new YamlResult.NotMapping();
    };
  }

  private void requireEnd() {
    if (!events.checkEvent(Event.ID.StreamEnd)) {
      throw refused(events.peekEvent(), "a second document");
    }
  }

  private YamlNode node(int depth) {
    Event event = events.next();
    if (depth > MAX_DEPTH) {
      throw refused(event, "nested deeper than %s levels".formatted(MAX_DEPTH));
    }
    return event instanceof AliasEvent alias ? aliased(alias) : anchor((NodeEvent) event, depth);
  }

  private YamlNode anchor(NodeEvent event, int depth) {
    int before = weight;
    YamlNode node =
        event instanceof ScalarEvent scalar
            ? scalar(scalar)
            : collection((CollectionStartEvent) event, depth);
    event.getAnchor().ifPresent(name -> anchored.put(name, new Anchored(node, weight - before)));
    return node;
  }

  private YamlNode aliased(AliasEvent event) {
    Anchored target = anchored.get(event.getAlias());
    if (target == null) {
      throw refused(event, "an alias of something that does not stand before it");
    }
    if (++aliases > MAX_ALIASES) {
      throw refused(event, "more than %s aliases".formatted(MAX_ALIASES));
    }
    weigh(event, target.weight());
    return target.node().at(span(event, event));
  }

  private YamlNode scalar(ScalarEvent event) {
    String source = event.getValue();
    weigh(event, 1 + source.length());
    if (source.indexOf('\0') >= 0 || Utf8.indexOfLoneSurrogate(source) >= 0) {
      throw refused(event, "an escape for a character that no block can hold");
    }
    return new YamlNode.Scalar(span(event, event), source, valueOf(event, source));
  }

  private static @Nullable Object valueOf(ScalarEvent event, String source) {
    Optional<String> tag = event.getTag();
    if (tag.isEmpty()) {
      return event.isPlain() ? CoreSchema.resolve(source) : source;
    }
    return switch (tag.get()) {
      case "!", CORE_TAG + "str" -> source;
      case CORE_TAG + "null", CORE_TAG + "bool", CORE_TAG + "int", CORE_TAG + "float" ->
          tagged(event, tag.get().substring(CORE_TAG.length()), source);
      default -> throw refused(event, "a tag that is not one of the core schema");
    };
  }

  private static @Nullable Object tagged(ScalarEvent event, String type, String source) {
    Object value = CoreSchema.resolve(source);
    boolean fits =
        switch (type) {
          case "null" -> value == null;
          case "bool" -> value instanceof Boolean;
          default -> value instanceof Number;
        };
    if (!fits) {
      throw refused(event, "a value that does not fit its tag !!" + type);
    }
    return value;
  }

  private YamlNode collection(CollectionStartEvent start, int depth) {
    weigh(start, 1);
    return start instanceof MappingStartEvent ? mapping(start, depth) : sequence(start, depth);
  }

  private YamlNode sequence(CollectionStartEvent start, int depth) {
    requireTag(start, "seq");
    List<YamlNode> items = new ArrayList<>();
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node(depth + 1));
    }
    Event end = events.next();
    return new YamlNode.Sequence(span(start, end, items.isEmpty() ? null : items.getLast()), items);
  }

  private YamlNode mapping(CollectionStartEvent start, int depth) {
    requireTag(start, "map");
    List<YamlNode.Entry> entries = new ArrayList<>();
    Set<Object> keys = new HashSet<>();
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      YamlNode key = node(depth + 1);
      requireNew(keys, key);
      entries.add(new YamlNode.Entry(key, node(depth + 1)));
    }
    Event end = events.next();
    YamlNode last = entries.isEmpty() ? null : entries.getLast().value();
    return new YamlNode.Mapping(span(start, end, last), start.isFlow(), entries);
  }

  /** Two keys of the same text are refused even if they differ in type: in JSON they would not. */
  private static void requireNew(Set<Object> keys, YamlNode key) {
    if (key instanceof YamlNode.Scalar scalar && !keys.add(scalar.source())) {
      int line = scalar.span().line();
      throw new RefusedException(line, "the key '%s' twice".formatted(Shown.of(scalar.source())));
    }
  }

  private static void requireTag(CollectionStartEvent start, String type) {
    String tag = start.getTag().orElse("!");
    if (!tag.equals("!") && !tag.equals(CORE_TAG + type)) {
      throw refused(start, "a tag that is not one of the core schema");
    }
  }

  private void weigh(Event event, int more) {
    weight += more;
    if (weight > MAX_WEIGHT) {
      throw refused(event, "too much, once its aliases are filled in");
    }
  }

  /** A block collection ends, for the library, where the next thing begins. */
  private YamlNode.Span span(CollectionStartEvent start, Event end, @Nullable YamlNode last) {
    YamlNode.Span whole = span(start, end);
    return start.isFlow() || last == null
        ? whole
        : new YamlNode.Span(whole.start(), last.span().end(), whole.line(), whole.column());
  }

  private YamlNode.Span span(Event first, Event last) {
    Mark start = first.getStartMark().orElseThrow();
    int end = last.getEndMark().orElseThrow().getIndex();
    return new YamlNode.Span(
        chars.of(start.getIndex()), chars.of(end), start.getLine(), start.getColumn());
  }

  private static RefusedException refused(Event event, String problem) {
    return new RefusedException(event.getStartMark().map(Mark::getLine).orElse(0), problem);
  }

  private record Anchored(YamlNode node, int weight) {}

  /** What is well-formed, and still more than we read. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final String problem;

    RefusedException(int line, String problem) {
      super(problem, null, false, false);
      this.line = line;
      this.problem = problem;
    }

    int line() {
      return line;
    }

    String problem() {
      return problem;
    }
  }
}
