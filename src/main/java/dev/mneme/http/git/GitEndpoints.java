package dev.mneme.http.git;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Uuid4;
import dev.mneme.git.MemoryRepository;
import dev.mneme.git.storage.CorruptLogException;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.http.Exchange;
import dev.mneme.http.RefusedException;
import dev.mneme.http.Reply;
import dev.mneme.http.Routes;
import dev.mneme.http.rest.Callers;
import dev.mneme.memory.NotFoundException;
import dev.mneme.memory.PushService;
import dev.mneme.memory.SharedRepositoryService;
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
import java.util.function.Function;
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
  private static final List<String> MEMORY =
      List.of("/v1/git/{agent_id}/state.git", "/v1/git/{agent_id}");

  private static final String SHARED = "/v1/git/{agent_id}/repositories/{repository}";
  private static final String SUFFIX = ".git";

  private final PushService pushes;
  private final SharedRepositoryService shared;
  private final ReceiveSettings receive;
  private final PushGate gate;
  private final Optional<URI> publicUrl;

  /**
   * @param publicUrl what the links in reports begin with, or empty if they are to begin as the
   *     request was addressed
   */
  public GitEndpoints(
      PushService pushes,
      SharedRepositoryService shared,
      ReceiveSettings receive,
      Optional<URI> publicUrl) {
    this.pushes = pushes;
    this.shared = shared;
    this.receive = receive;
    this.gate = new PushGate(receive.pushesAtOnce(), receive.largePushesAtOnce(), PATIENCE);
    this.publicUrl = publicUrl;
  }

  /** Adds all of them. */
  public void addTo(Routes routes) {
    MEMORY.forEach(root -> add(routes, root, this::memory));
    add(routes, SHARED, this::shared);
  }

  private void add(Routes routes, String root, Function<Exchange, Remote> remotes) {
    routes.add("GET", root + "/info/refs", each -> advertise(each, remotes.apply(each)));
    routes.add("POST", root + "/" + UPLOAD, each -> upload(each, remotes.apply(each)));
    routes.add("POST", root + "/" + RECEIVE, each -> receive(each, remotes.apply(each)));
  }

  private Remote memory(Exchange exchange) {
    return new MemoryRemote(pushes, agent(exchange), Callers.of(exchange), root(exchange));
  }

  private Remote shared(Exchange exchange) {
    String file = exchange.parameter("repository");
    if (!file.endsWith(SUFFIX)) {
      throw new NotFoundException(
          "A shared repository is at /v1/git/{agent_id}/repositories/{name}.git");
    }
    String name = file.substring(0, file.length() - SUFFIX.length());
    return new SharedRemote(shared, agent(exchange), name, root(exchange));
  }

  /** What links begin with. */
  private String root(Exchange exchange) {
    String base =
        publicUrl
            .map(URI::toString)
            .orElseGet(() -> "http://" + exchange.header("Host").orElse("localhost"));
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  private Reply advertise(Exchange exchange, Remote remote) {
    String service = exchange.query().text("service").orElse("");
    return switch (service) {
      case UPLOAD -> {
        UploadPack upload =
            isVersion2(exchange)
                ? capabilities(exchange, remote)
                : uploadPack(exchange, existing(remote, remote.forFetch()));
        yield result(UPLOAD, "advertisement", out -> upload.sendAdvertisedRefs(lines(out), UPLOAD));
      }
      case RECEIVE -> {
        ReceivePack receivePack = receivePack(remote, new PushMeter(receive, () -> false));
        yield result(RECEIVE, "advertisement", out -> receivePack.sendAdvertisedRefs(service(out)));
      }
      default ->
          throw new NotFoundException(
              "Only git's smart protocol is served here: ?service=git-upload-pack or git-receive-pack");
    };
  }

  private Reply upload(Exchange exchange, Remote remote) throws IOException {
    try {
      return upload(exchange, existing(remote, remote.forFetch()));
    } catch (CorruptLogException toldAlready) {
      return result(UPLOAD, "result", Upload::sayDamaged);
    }
  }

  private Reply upload(Exchange exchange, LogRepository repository) throws IOException {
    Upload upload = new Upload(repository, uploadPack(exchange, repository), exchange);
    InputStream body = new BoundedInput(decoded(exchange, UPLOAD), receive.maxNegotiationBytes());
    return result(UPLOAD, "result", out -> upload.answer(body, out));
  }

  private Reply receive(Exchange exchange, Remote remote) throws IOException {
    InputStream body = decoded(exchange, RECEIVE);
    return result(RECEIVE, "result", out -> receive(exchange, remote, body, out));
  }

  private void receive(Exchange exchange, Remote remote, InputStream body, OutputStream out)
      throws IOException {
    try (PushGate.Pass pass = gate.enter().orElseThrow(this::tooManyPushes)) {
      MemoryReceivePack receivePack = receivePack(remote, new PushMeter(receive, pass::enlarge));
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
  private static UploadPack capabilities(Exchange exchange, Remote remote) {
    return uploadPack(exchange, remote.forFetch().openWithoutAsking());
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

  private MemoryReceivePack receivePack(Remote remote, PushMeter meter) {
    LogRepository repository = existing(remote, remote.forPush());
    return new MemoryReceivePack(repository, receive, meter, remote::begin, remote::linkTo);
  }

  private static LogRepository existing(Remote remote, MemoryRepository memory) {
    LogRepository repository = memory.open();
    if (!repository.state().exists()) {
      throw new NotFoundException(remote.name() + " has been deleted");
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
}
