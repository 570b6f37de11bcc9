package dev.mneme.git.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.objects.ObjectKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
  private static final ObjectKey KEY = new ObjectKey("repos/00/x/1.l");

  @Test
  void recordIsReadAsItWasWritten() {
    for (long seed = 0; seed < 200; seed++) {
      LogRecord record = random(new Random(seed));
      RecordCodec.Encoded encoded = RecordCodec.encode(record);

      RecordCodec.Encoded decoded = RecordCodec.decode(KEY, encoded.content().toByteArray());

      assertThat(decoded.record()).as("seed %d", seed).usingRecursiveComparison().isEqualTo(record);
      assertThat(decoded.checksum()).isEqualTo(encoded.checksum());
      assertThat(decoded.packOffset()).isEqualTo(encoded.packOffset());
    }
  }

  @Test
  void anyChangedByteIsAnAlarm() {
    byte[] bytes = RecordCodec.encode(random(new Random(4))).content().toByteArray();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) (1 << (at % 8));

      assertThatThrownBy(() -> RecordCodec.decode(KEY, changed))
          .isInstanceOf(CorruptLogException.class);
    }
  }

  @Test
  void recordThatEndsTooEarlyOrGoesOnTooLongIsAnAlarm() {
    byte[] bytes = RecordCodec.encode(random(new Random(5))).content().toByteArray();
    for (int length = 0; length < bytes.length; length++) {
      byte[] torn = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> RecordCodec.decode(KEY, torn))
          .isInstanceOf(CorruptLogException.class);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> RecordCodec.decode(KEY, longer))
        .isInstanceOf(CorruptLogException.class);
  }

  private static LogRecord random(Random random) {
    LogRecord.Kind[] kinds = LogRecord.Kind.values();
    return new LogRecord(
        random.nextLong() >>> 1,
        Id128.random(random),
        Id128.random(random),
        Checksum.of(),
        "node-" + random.nextInt(),
        Instant.ofEpochMilli(random.nextInt()),
        kinds[random.nextInt(kinds.length)],
        List.of(
            new RefMove("refs/heads/main", id(random), id(random)),
            new RefMove("refs/heads/ä/" + random.nextInt(), ObjectId.zeroId(), id(random))),
        Map.of("system/human.md", new FileVersion(random.nextLong(), "agent-x")),
        null,
        random.nextBoolean()
            ? new ExternalPack(3, Id128.random(random), List.of(part(random), part(random)))
            : null,
        random.nextInt());
  }

  private static ExternalPack.Part part(Random random) {
    return new ExternalPack.Part(
        random.nextInt(), random.nextInt(), Checksum.of(), random.nextInt(), Checksum.NONE);
  }

  private static ObjectId id(Random random) {
    byte[] raw = new byte[20];
    random.nextBytes(raw);
    return ObjectId.fromRaw(raw);
  }
}
