package dev.mneme.http.git;

import dev.mneme.git.storage.CorruptLogException;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.http.CallerGoneException;
import dev.mneme.http.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.PreUploadHook;
import org.eclipse.jgit.transport.SideBandOutputStream;
import org.eclipse.jgit.transport.UploadPack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one request of a fetch, and says in git's own way why it cannot: git shows its users an
 * {@code ERR} line, and the error channel once the pack has begun, but not the body of a status.
 */
final class Upload {
  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  /** What JGit says of an object that no ref leads to; clients look for git's words. */
  private static final String JGITS_WORDS = "want ([0-9a-f]{40}) not valid";

  private static final String GITS_WORDS = "upload-pack: not our ref $1";
  private static final String DAMAGED =
      "this repository is damaged and not served; the server's log says where";
  private static final String FAILED = "the memory could not be read, fetch again";

  /**
   * A clone gets everything as it stands in the packs: most is in one that has good deltas, and to
   * look for more among what was written since would take longer than all the rest.
   */
  private static final PackConfig AS_STORED = packConfig(false);

  /** Whoever has most of it already gets little, and gets that as deltas against what he has. */
  private static final PackConfig DELTAS_OF_NEW = packConfig(true);

  private final LogRepository repository;
  private final UploadPack upload;
  private final Exchange exchange;
  private boolean packing;

  private static PackConfig packConfig(boolean deltaCompress) {
    PackConfig config = new PackConfig();
    config.setThreads(1);
    config.setDeltaCompress(deltaCompress);
    return config;
  }

  Upload(LogRepository repository, UploadPack upload, Exchange exchange) {
    this.repository = repository;
    this.upload = upload;
    this.exchange = exchange;
    upload.setPreUploadHook(new Packing());
  }

  /**
   * Answers.
   *
   * @throws IOException if the answer is to be another one, or nobody listens any more
   */
  void answer(InputStream body, OutputStream out) throws IOException {
    try {
      upload.uploadWithExceptionPropagation(body, out, null);
    } catch (CallerGoneException e) {
      throw e;
    } catch (TransportException e) {
      refuse(e, out);
    } catch (IOException e) {
      if (ProtocolErrors.isOfCaller(e)) {
        throw ProtocolErrors.notGit(e);
      }
      fail(repository.log().unreadable(e), out);
    } catch (RuntimeException e) {
      if (ProtocolErrors.isOfLines(e)) {
        refuse(e, out);
      } else {
        fail(e, out);
      }
    }
  }

  /** The request is one of git's, and asks for what cannot be. */
  private static void refuse(Exception e, OutputStream out) throws IOException {
    String sentence = ProtocolErrors.text(e).replaceFirst(JGITS_WORDS, GITS_WORDS);
    new PacketLineOut(out).writeString("ERR " + sentence + "\n");
  }

  /** Says it in the middle of the pack, if that has begun: its status has left by then. */
  private void fail(RuntimeException e, OutputStream out) throws IOException {
    if (!packing && e instanceof CorruptLogException) {
      sayDamaged(out);
    } else if (!packing || !upload.isSideBand()) {
      throw e;
    } else {
      sayInPack(e, out);
    }
  }

  /** Answers a request about a repository that cannot be read. */
  static void sayDamaged(OutputStream out) throws IOException {
    new PacketLineOut(out).writeString("ERR " + DAMAGED + "\n");
  }

  private void sayInPack(RuntimeException e, OutputStream out) throws IOException {
    LOG.warn("a fetch was broken off, request={}: {}", exchange, e.toString());
    String sentence = e instanceof CorruptLogException ? DAMAGED : FAILED;
    try (var channel = errorChannel(out)) {
      channel.write(Constants.encode(sentence + "\n"));
    }
  }

  private static OutputStream errorChannel(OutputStream out) {
    return new SideBandOutputStream(
        SideBandOutputStream.CH_ERROR, SideBandOutputStream.MAX_BUF, out) {
      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** Notes that the pack is about to begin. */
  private final class Packing implements PreUploadHook {
    @Override
    public void onBeginNegotiateRound(
        UploadPack up, Collection<? extends ObjectId> wants, int offered) {}

    @Override
    public void onEndNegotiateRound(
        UploadPack up,
        Collection<? extends ObjectId> wants,
        int common,
        int notFound,
        boolean ready) {}

    @Override
    public void onSendPack(
        UploadPack up, Collection<? extends ObjectId> wants, Collection<? extends ObjectId> haves) {
      packing = true;
      up.setPackConfig(haves.isEmpty() ? AS_STORED : DELTAS_OF_NEW);
    }
  }
}
