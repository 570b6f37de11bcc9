package dev.mneme.git.storage;

import dev.mneme.objects.ObjectKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of one repository's objects: {@code repos/<shard>/<id>/<place>.l} for a record, {@code
 * .c} for a checkpoint, {@code <place>-<transaction>.p} for a pack too large for its record.
 *
 * <p>The shard is two hexadecimal digits of the id's hash, so that key ranges spread. The place is
 * the seq counted down from the largest there is, in sixteen digits: the order of names is that of
 * the log with the newest first, so that who opens it need not walk through what is behind the
 * newest checkpoint.
 */
final class LogKeys {
  /** What the keys of all repositories begin with. */
  static final String ROOT = "repos/";

  private static final Pattern NAME =
      Pattern.compile("([0-7][0-9a-f]{15})(?:\\.(l|c)|-([0-9a-f]{32})\\.p)");
  private static final Pattern FOLDER =
      Pattern.compile(ROOT + "[0-9a-f]{2}/([a-z0-9][a-z0-9-]{0,63})/[^/]+");
  private final String folder;

  LogKeys(RepositoryId id) {
    this.folder = ROOT + "%s/%s/".formatted(shard(id), id);
  }

  /** Whose object a key names; empty if it is none that we give. */
  static Optional<RepositoryId> repository(ObjectKey key) {
    Matcher matcher = FOLDER.matcher(key.value());
    return matcher.matches() ? Optional.of(new RepositoryId(matcher.group(1))) : Optional.empty();
  }

  /** What all keys of the repository begin with; ends with a slash. */
  String folder() {
    return folder;
  }

  ObjectKey record(long seq) {
    return new ObjectKey(folder + place(seq) + ".l");
  }

  ObjectKey checkpoint(long seq) {
    return new ObjectKey(folder + place(seq) + ".c");
  }

  /**
   * A pack that is uploaded ahead of its record.
   *
   * @param tipSeq the seq that the uploader's state was at
   */
  ObjectKey pack(long tipSeq, Id128 transaction) {
    return new ObjectKey(folder + place(tipSeq) + "-" + transaction + ".p");
  }

  /** A text that sorts after every key of the repository. */
  String end() {
    return folder + "~";
  }

  /**
   * What an object of this repository is, told by its name; empty if the name is none that we give.
   */
  Optional<Name> parse(ObjectKey key) {
    if (!key.value().startsWith(folder)) {
      return Optional.empty();
    }
    Matcher matcher = NAME.matcher(key.value().substring(folder.length()));
    return matcher.matches() ? Optional.of(name(matcher)) : Optional.empty();
  }

  private static Name name(Matcher matcher) {
    long seq = Long.MAX_VALUE - Long.parseUnsignedLong(matcher.group(1), 16);
    if (matcher.group(2) == null) {
      return new Name.OfPack(seq);
    }
    return matcher.group(2).equals("l") ? new Name.OfRecord(seq) : new Name.OfCheckpoint(seq);
  }

  private static String place(long seq) {
    return HexFormat.of().toHexDigits(Long.MAX_VALUE - seq);
  }

  private static String shard(RepositoryId id) {
    byte[] text = id.value().getBytes(StandardCharsets.US_ASCII);
    byte first = Checksum.of(ByteBuffer.wrap(text)).toBytes()[0];
    return HexFormat.of().toHexDigits(first);
  }

  /** What an object is, and the seq in its name. */
  sealed interface Name {
    long seq();

    record OfRecord(long seq) implements Name {}

    record OfCheckpoint(long seq) implements Name {}

    record OfPack(long seq) implements Name {}
  }
}
