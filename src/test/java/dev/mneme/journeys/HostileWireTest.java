package dev.mneme.journeys;

import static dev.mneme.testing.RawPush.NOTHING;
import static dev.mneme.testing.RawPush.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.PackByHand;
import dev.mneme.testing.RawPush;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent to receive-pack that is no push, or asks for what no push may do: git.md §1. */
@Timeout(60)
class HostileWireTest extends HostileJourney {
  private static final String NOT_GIT = "This is not git's protocol";
  private static final String CAPABILITIES = "\0report-status side-band-64k";
  private static final byte[] NO_OBJECTS = PackByHand.of().bytes();

  HostileWireTest() {
    super(Map.of());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void requestIsRefusedAndChangesNothing(Row row) {
    holds(row);
  }

  Stream<Row> rows() {
    return Stream.of(garbage(), encodings(), commands(), byGit()).flatMap(s -> s);
  }

  private Stream<Row> garbage() {
    return Stream.of(
        row("nothing", () -> body(""), NOT_GIT + ": the request is empty"),
        row("words", () -> body("hello, I am a web page"), NOT_GIT),
        row("zeros", () -> refused(raw().sendBody(new byte[20 << 20])), NOT_GIT),
        row("half a length", () -> body("00"), NOT_GIT),
        row("line that is shorter than its length", () -> body("00ffabc"), NOT_GIT),
        row("line that is shorter than its own head", () -> body("0003"), NOT_GIT),
        row("length that is no number", () -> body("00g0" + "x".repeat(60)), NOT_GIT),
        row("negative length", () -> body("-001" + "x".repeat(60)), NOT_GIT),
        row("line of nothing", () -> body("0004"), NOT_GIT),
        row("line too short for a command", () -> lines("short"), NOT_GIT),
        row(
            "ids that are none",
            () -> lines("x".repeat(40) + " " + "y".repeat(40) + " r"),
            NOT_GIT),
        row("command without a ref", () -> lines(head() + " " + head() + " "), NOT_GIT),
        row("shallow that is no id", () -> lines("shallow " + "x".repeat(40)), NOT_GIT),
        row(
            "commands that never end",
            () -> refused(raw().sendBody(repeated(line(command("refs/heads/x")), 50_000))),
            "The commands have more than 3 MiB|push fewer refs"),
        row(
            "end of the request in the middle of the commands",
            () -> refused(raw().sendBody(line(command("refs/heads/x") + CAPABILITIES))),
            NOT_GIT));
  }

  private Stream<Row> encodings() {
    byte[] good = raw().moving("refs/heads/x", NOTHING, head()).lines();
    return Stream.of(
        row(
            "JSON",
            () -> refused(raw().with("Content-Type", "application/json").sendBody(good)),
            "Content-Type"),
        row(
            "form of a web page",
            () -> refused(raw().with("Content-Type", "text/plain").sendBody(good)),
            "Content-Type"),
        row(
            "compression that nobody asked for",
            () -> refused(raw().with("Content-Encoding", "br").sendBody(good)),
            "Only gzip is understood"),
        row("gzip that is none", () -> gzipped(bytes("no gzip")), NOT_GIT),
        row("gzip that ends early", () -> gzipped(Arrays.copyOf(gzip(good), 30)), NOT_GIT),
        row("gzip of a hundred megabytes", () -> gzipped(gzip(new byte[100 << 20])), NOT_GIT),
        row(
            "gzip of a hundred megabytes of lines",
            () -> gzipped(gzip(repeated(line(command("refs/heads/x")), 1_000_000))),
            "The commands have more than 3 MiB|push fewer refs"));
  }

  private Stream<Row> commands() {
    String funny = NOT_GIT + "|wanted 'old new ref'";
    return Stream.of(
        row("HEAD", () -> moving("HEAD"), funny),
        row("no folder", () -> moving("main"), funny),
        row("two dots", () -> moving("refs/heads/a..b"), funny),
        row("way up", () -> moving("refs/heads/../../x"), funny),
        row("control character", () -> moving("refs/heads/a\u0001b"), funny),
        row("escape sequence", () -> moving("refs/heads/\u001b[31m"), funny),
        row("space", () -> moving("refs/heads/a b"), funny),
        row("lock", () -> moving("refs/heads/x.lock"), funny),
        row("reflog", () -> moving("refs/heads/@{1}"), funny),
        row("only slashes", () -> moving("refs/heads//"), funny),
        row("the hidden ref", () -> moving("refs/mneme/state"), "only branches and tags"),
        row("name inside of main's", () -> moving("refs/heads/main/x"), "another ref's name"),
        row(
            "the hidden ref, gone",
            () -> refused(raw().moving("refs/mneme/state", head(), NOTHING).send(new byte[0])),
            "ng refs/mneme/state"),
        row(
            "main, gone",
            () -> refused(raw().moving(MAIN, head(), NOTHING).send(new byte[0])),
            "deletion prohibited"),
        row(
            "branch that is not there, gone",
            () -> refused(raw().moving("refs/heads/x", head(), NOTHING).send(new byte[0])),
            "ng refs/heads/x"),
        row(
            "main from where it never was",
            () -> refused(raw().moving(MAIN, "1".repeat(40), head()).send(NO_OBJECTS)),
            "fetch first"),
        row(
            "main as if it were new",
            () -> refused(raw().moving(MAIN, NOTHING, head()).send(NO_OBJECTS)),
            "ng " + MAIN),
        row("nothing to nothing", this::nothingToNothing, "there is no such ref"),
        row(
            "one branch twice",
            () ->
                refused(
                    raw()
                        .moving("refs/heads/x", NOTHING, head())
                        .moving("refs/heads/x", NOTHING, head())
                        .send(NO_OBJECTS)),
            "ng refs/heads/x another command of this push"),
        row(
            "branch inside of another",
            () ->
                refused(
                    raw()
                        .moving("refs/heads/x", NOTHING, head())
                        .moving("refs/heads/x/y", NOTHING, head())
                        .send(NO_OBJECTS)),
            "ng refs/heads/x/y another command of this push"),
        row("a thousand and one branches", this::manyBranches, "a push may move 1000 refs"),
        row(
            "option with a line break",
            () ->
                refused(
                    raw().option("a\nb").moving("refs/heads/x", NOTHING, head()).send(NO_OBJECTS)),
            "a push option has control characters"),
        row("certificate", this::certificate, NOT_GIT));
  }

  private Stream<Row> byGit() {
    return Stream.of(
        row(
            "signed push",
            () -> refused(working().push("--signed=yes", "origin", head() + ":refs/heads/x")),
            "does not support --signed"),
        row(
            "option with a line break by git",
            () -> refused(working().push("-o", "a\rb", "origin", head() + ":refs/heads/x")),
            "control characters"));
  }

  /** The four bytes with which git asks whether it may send a large pack in chunks. */
  @Test
  void probeIsAnswered() {
    assertThat(raw().sendBody(bytes("0000")).status()).isEqualTo(200);
  }

  private String body(String text) {
    return refused(raw().sendBody(bytes(text)));
  }

  private String lines(String command) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(line(command + CAPABILITIES));
    body.writeBytes(bytes("0000"));
    return refused(raw().sendBody(body.toByteArray()));
  }

  private String gzipped(byte[] body) {
    return refused(raw().with("Content-Encoding", "gzip").sendBody(body));
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private String command(String ref) {
    return NOTHING + " " + head() + " " + ref;
  }

  private static byte[] repeated(byte[] part, int times) {
    byte[] all = new byte[part.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(part, 0, all, i * part.length, part.length);
    }
    return all;
  }

  private String moving(String ref) {
    return refused(raw().moving(ref, NOTHING, head()).send(NO_OBJECTS));
  }

  private String nothingToNothing() {
    return refused(raw().moving("refs/heads/x", NOTHING, NOTHING).send(NO_OBJECTS));
  }

  private String manyBranches() {
    RawPush push = raw();
    for (int i = 0; i < 1_001; i++) {
      push = push.moving("refs/heads/b" + i, NOTHING, head());
    }
    return refused(push.send(NO_OBJECTS));
  }

  private String certificate() {
    var body = new ByteArrayOutputStream();
    body.writeBytes(line("push-cert\0report-status side-band-64k"));
    body.writeBytes(line("certificate version 0.1\n"));
    body.writeBytes(line("pusher 0123 1700000000 +0000\n"));
    body.writeBytes(line("\n"));
    body.writeBytes(line(command("refs/heads/x") + "\n"));
    body.writeBytes(line("-----BEGIN PGP SIGNATURE-----\n"));
    body.writeBytes(line("push-cert-end\n"));
    body.writeBytes(bytes("0000"));
    body.writeBytes(NO_OBJECTS);
    return refused(raw().sendBody(body.toByteArray()));
  }
}
