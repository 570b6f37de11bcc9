package dev.mneme.http.git;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Uuid4;
import dev.mneme.git.MemoryRepository;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.http.Exchange;
import dev.mneme.http.RefusedException;
import dev.mneme.http.Reply;
import dev.mneme.http.Routes;
import dev.mneme.http.rest.Callers;
import dev.mneme.memory.Attribution;
import dev.mneme.memory.NotFoundException;
import dev.mneme.memory.PushService;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** The endpoints of agents' repositories: git.md §1. */
public final class GitEndpoints {
  private static final String UPLOAD = "git-upload-pack";
  private static final String RECEIVE = "git-receive-pack";

  /** How long a push waits for others. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The second is the remote that old clients know. */
  private static final List<String> ROOTS =
      List.of("/v1/git/{agent_id}/state.git", "/v1/git/{agent_id}");

  private final PushService pushes;
  private final ReceiveSettings receive;
  private final PushGate gate;
  private final HistoryLinks links;

  /**
   * @param publicUrl what the links in reports begin with, or empty if they are to begin as the
   *     request was addressed
   */
  public GitEndpoints(PushService pushes, ReceiveSettings receive, Optional<URI> publicUrl) {
    this.pushes = pushes;
    this.receive = receive;
    this.gate = new PushGate(receive.pushesAtOnce(), receive.largePushesAtOnce(), PATIENCE);
    this.links = new HistoryLinks(publicUrl);
  }

  /** Adds all of them. */
  public void addTo(Routes routes) {
    for (String root : ROOTS) {
      routes.add("GET", root + "/info/refs", this::advertise);
      routes.add("POST", root + "/" + UPLOAD, this::upload);
      routes.add("POST", root + "/" + RECEIVE, this::receive);
    }
  }

  private Reply advertise(Exchange exchange) {
    String service = exchange.query().text("service").orElse("");
    return switch (service) {
      case UPLOAD -> {
        UploadPack upload =
            isVersion2(exchange)
                ? capabilities(exchange)
                : uploadPack(exchange, forFetch(exchange));
        yield result(UPLOAD, "advertisement", out -> upload.sendAdvertisedRefs(lines(out), UPLOAD));
      }
      case RECEIVE -> {
        ReceivePack receivePack = receivePack(exchange, new PushMeter(receive, () -> false));
        yield result(RECEIVE, "advertisement", out -> receivePack.sendAdvertisedRefs(service(out)));
      }
      default ->
          throw new NotFoundException(
              "Only git's smart protocol is served here: ?service=git-upload-pack or git-receive-pack");
    };
  }

  private Reply upload(Exchange exchange) throws IOException {
    LogRepository repository = forFetch(exchange);
    Upload upload = new Upload(repository, uploadPack(exchange, repository), exchange);
    InputStream body = new BoundedInput(decoded(exchange, UPLOAD), receive.maxNegotiationBytes());
    return result(UPLOAD, "result", out -> upload.answer(body, out));
  }

  private Reply receive(Exchange exchange) throws IOException {
    InputStream body = decoded(exchange, RECEIVE);
    return result(RECEIVE, "result", out -> receive(exchange, body, out));
  }

  private void receive(Exchange exchange, InputStream body, OutputStream out) throws IOException {
    try (PushGate.Pass pass = gate.enter().orElseThrow(this::tooManyPushes)) {
      MemoryReceivePack receivePack = receivePack(exchange, new PushMeter(receive, pass::enlarge));
      ProtocolErrors.translated(exchange, receive, () -> receive(receivePack, body, out));
    }
  }

  private static void receive(MemoryReceivePack receivePack, InputStream body, OutputStream out)
      throws IOException {
    InputStream in = new BufferedInputStream(body, 8192);
    boolean probe = isProbe(in);
    receivePack.receiveWithExceptionPropagation(in, out, null);
    if (!receivePack.hadCommands() && !probe) {
      throw ProtocolErrors.notGit("the request ends before its first command does");
    }
  }

  /** With four bytes git asks whether it may send a large pack in chunks. */
  private static boolean isProbe(InputStream in) throws IOException {
    in.mark(4);
    boolean probe = Arrays.equals(in.readNBytes(4), "0000".getBytes(StandardCharsets.US_ASCII));
    in.reset();
    return probe;
  }

  private RefusedException tooManyPushes() {
    String sentence =
        "%d pushes are being received already; push again in a moment"
            .formatted(receive.pushesAtOnce());
    return new RefusedException(Reply.detail(503, sentence).with("Retry-After", "1"));
  }

  private static boolean isVersion2(Exchange exchange) {
    String versions = exchange.header("Git-Protocol").orElse("");
    return List.of(versions.split(":")).contains("version=2");
  }

  /** Version 2 names no refs before the client asks: the store need not be asked either. */
  private UploadPack capabilities(Exchange exchange) {
    return uploadPack(
        exchange, pushes.forFetch(agent(exchange), caller(exchange)).openWithoutAsking());
  }

  private LogRepository forFetch(Exchange exchange) {
    AgentId agent = agent(exchange);
    return existing(agent, pushes.forFetch(agent, caller(exchange)));
  }

  private static UploadPack uploadPack(Exchange exchange, LogRepository repository) {
    UploadPack upload = new UploadPack(repository);
    upload.setBiDirectionalPipe(false);
    upload.setRefFilter(HiddenRefs::without);
    upload.setRequestValidator(new ReachableWants());
    exchange
        .header("Git-Protocol")
        .ifPresent(versions -> upload.setExtraParameters(List.of(versions.split(":"))));
    return upload;
  }

  private MemoryReceivePack receivePack(Exchange exchange, PushMeter meter) {
    Attribution by = caller(exchange);
    AgentId agent = agent(exchange);
    LogRepository repository = existing(agent, pushes.forPush(agent, by));
    return new MemoryReceivePack(
        repository,
        receive,
        meter,
        allowed -> pushes.begin(agent, allowed, by),
        links.of(exchange, agent));
  }

  private static LogRepository existing(AgentId agent, MemoryRepository memory) {
    LogRepository repository = memory.open();
    if (!repository.state().exists()) {
      throw new NotFoundException("The repository of agent %s has been deleted".formatted(agent));
    }
    return repository;
  }

  private static PacketLineOutRefAdvertiser lines(OutputStream out) {
    return new PacketLineOutRefAdvertiser(new PacketLineOut(out));
  }

  private static PacketLineOutRefAdvertiser service(OutputStream out) throws IOException {
    PacketLineOut lines = new PacketLineOut(out);
    lines.writeString("# service=" + RECEIVE + "\n");
    lines.end();
    return new PacketLineOutRefAdvertiser(lines);
  }

  private static Reply result(String service, String kind, Reply.Body body) {
    return Reply.stream(200, "application/x-%s-%s".formatted(service, kind), body)
        .with("Cache-Control", "no-cache, max-age=0, must-revalidate");
  }

  private static InputStream decoded(Exchange exchange, String service) throws IOException {
    requireType(exchange, "application/x-%s-request".formatted(service));
    InputStream body = ProtocolErrors.notEmpty(new BufferedInputStream(exchange.body(), 8192));
    return switch (exchange.header("Content-Encoding").orElse("identity")) {
      case "gzip", "x-gzip" -> ProtocolErrors.gzip(body);
      case "identity" -> body;
      default -> throw RefusedException.of(415, "Only gzip is understood as Content-Encoding");
    };
  }

  /** A page in somebody's browser cannot send this type without asking first. */
  private static void requireType(Exchange exchange, String type) {
    if (!exchange.header("Content-Type").orElse("").equals(type)) {
      throw RefusedException.of(415, "Only git sends to this address: Content-Type: " + type);
    }
  }

  private static AgentId agent(Exchange exchange) {
    String id = exchange.parameter("agent_id");
    if (!Uuid4.matches(AgentId.PREFIX, id)) {
      throw RefusedException.badRequest("Invalid agent ID format: " + id);
    }
    return new AgentId(id);
  }

  private static Attribution caller(Exchange exchange) {
    return Callers.of(exchange);
  }
}
