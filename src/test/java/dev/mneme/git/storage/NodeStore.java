package dev.mneme.git.storage;

import dev.mneme.objects.Content;
import dev.mneme.objects.CreateResult;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The store as one life of a node has it: every call stops until the scheduler lets it go on. */
final class NodeStore implements ObjectStore {
  private final SimulatedStore store;
  private final LogSimulation simulation;
  private final LogKeys keys;
  private @Nullable Id128 sent;
  private int timesSent;

  NodeStore(SimulatedStore store, LogSimulation simulation, LogKeys keys) {
    this.store = store;
    this.simulation = simulation;
    this.keys = keys;
  }

  /** Forgets which record was sent. */
  void forgetSent() {
    sent = null;
    timesSent = 0;
  }

  /** The transaction of the record that was sent last, or null if none was. */
  @Nullable Id128 sent() {
    return sent;
  }

  /** How often it was sent. */
  int timesSent() {
    return timesSent;
  }

  @Override
  public GetResult get(ObjectKey key) {
    return simulation.call(
        new SimulatedCall<>(
            () -> "GET " + shortName(key),
            SimulatedCall.Kind.GET,
            () -> store.get(key),
            NodeStore::shown));
  }

  @Override
  public GetResult getRange(ObjectKey key, long offset, int length) {
    return simulation.call(
        new SimulatedCall<>(
            () -> "GET %s %d+%d".formatted(shortName(key), offset, length),
            SimulatedCall.Kind.GET,
            () -> store.getRange(key, offset, length),
            NodeStore::shown));
  }

  private static String shown(GetResult answer) {
    return switch (answer) {
      case GetResult.Found found -> "%d bytes at %s".formatted(found.bytes().length, found.date());
      case GetResult.Absent absent -> "absent at " + absent.date();
    };
  }

  @Override
  public CreateResult createIfAbsent(ObjectKey key, Content content) {
    Content kept = Content.of(content.toByteArray());
    if (keys.parse(key).orElseThrow() instanceof LogKeys.Name.OfRecord) {
      sent = RecordCodec.decode(key, kept.toByteArray()).record().transaction();
      timesSent++;
    }
    return simulation.call(
        new SimulatedCall<>(
            () -> "CREATE " + shortName(key) + by(key, kept),
            SimulatedCall.Kind.CHANGE,
            () -> store.createIfAbsent(key, kept),
            NodeStore::shown));
  }

  private String by(ObjectKey key, Content content) {
    return keys.parse(key).orElseThrow() instanceof LogKeys.Name.OfRecord
        ? " of " + shortName(RecordCodec.decode(key, content.toByteArray()).record().transaction())
        : "";
  }

  private static String shown(CreateResult answer) {
    return switch (answer) {
      case CreateResult.Created created -> "created at " + created.date();
      case CreateResult.Exists exists -> "exists at " + exists.date();
    };
  }

  @Override
  public ListPage list(String prefix, String after, int limit) {
    return simulation.call(
        new SimulatedCall<>(
            () ->
                "LIST after '%s'"
                    .formatted(after.substring(Math.min(after.length(), prefix.length()))),
            SimulatedCall.Kind.LIST,
            () -> store.list(prefix, after, limit),
            this::shown));
  }

  private String shown(ListPage page) {
    return page.entries().stream().map(e -> shortName(e.key())).collect(Collectors.joining(" "))
        + (page.more() ? " …" : "")
        + " at "
        + page.date();
  }

  @Override
  public void delete(ObjectKey key) {
    simulation.call(
        new SimulatedCall<>(
            () -> "DELETE " + shortName(key),
            SimulatedCall.Kind.CHANGE,
            () -> {
              store.delete(key);
              return "done";
            },
            answer -> answer));
  }

  /** The name in the repository's folder, with the seq that it stands for. */
  private String shortName(ObjectKey key) {
    String rest = key.value().substring(keys.folder().length() + 16);
    return keys.parse(key).orElseThrow().seq() + (rest.length() > 9 ? rest.substring(0, 9) : rest);
  }

  static String shortName(Id128 transaction) {
    return transaction.toString().substring(0, 8);
  }

  @Override
  public void close() {}
}
