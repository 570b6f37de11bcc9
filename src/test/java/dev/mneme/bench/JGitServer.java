package dev.mneme.bench;

import dev.mneme.config.DataSize;
import dev.mneme.config.HttpSettings;
import dev.mneme.config.Limits;
import dev.mneme.http.Exchange;
import dev.mneme.http.HttpServer;
import dev.mneme.http.Reply;
import dev.mneme.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.util.FS;

/** JGit on repositories in a folder, behind the same HTTP server as ours. */
final class JGitServer implements AutoCloseable {
  private static final String TYPE = "application/x-git-%s-%s";
  private final Path repositories;
  private final HttpServer server;

  JGitServer(Path repositories) throws IOException {
    this.repositories = repositories;
    Routes routes = new Routes();
    routes.add("GET", "/git/{name}/info/refs", this::advertise);
    routes.add("POST", "/git/{name}/git-upload-pack", this::upload);
    routes.add("POST", "/git/{name}/git-receive-pack", this::receive);
    DataSize large = DataSize.of("1 GiB");
    server =
        HttpServer.start(
            new HttpSettings("127.0.0.1", 0, null, null),
            new Limits(large, large, large, large, 1_000_000),
            routes,
            "bench");
  }

  int port() {
    return server.port();
  }

  private Repository open(Exchange exchange) throws IOException {
    Path folder = repositories.resolve(exchange.parameter("name"));
    return RepositoryCache.open(FileKey.exact(folder.toFile(), FS.DETECTED));
  }

  private Reply advertise(Exchange exchange) throws IOException {
    Repository repository = open(exchange);
    boolean upload = exchange.query().text("service").orElse("").equals("git-upload-pack");
    return Reply.stream(
        200,
        TYPE.formatted(upload ? "upload-pack" : "receive-pack", "advertisement"),
        out -> {
          PacketLineOut lines = new PacketLineOut(out);
          if (upload) {
            uploadPack(repository)
                .sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines), "git-upload-pack");
          } else {
            lines.writeString("# service=git-receive-pack\n");
            lines.end();
            receivePack(repository).sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
          }
          repository.close();
        });
  }

  private Reply upload(Exchange exchange) throws IOException {
    Repository repository = open(exchange);
    InputStream body = exchange.body();
    return Reply.stream(
        200,
        TYPE.formatted("upload-pack", "result"),
        out -> {
          uploadPack(repository).upload(body, out, null);
          repository.close();
        });
  }

  private Reply receive(Exchange exchange) throws IOException {
    Repository repository = open(exchange);
    InputStream body = exchange.body();
    return Reply.stream(
        200,
        TYPE.formatted("receive-pack", "result"),
        out -> {
          receivePack(repository).receive(body, out, null);
          repository.close();
        });
  }

  private static UploadPack uploadPack(Repository repository) {
    UploadPack upload = new UploadPack(repository);
    upload.setBiDirectionalPipe(false);
    return upload;
  }

  private static ReceivePack receivePack(Repository repository) {
    ReceivePack receive = new ReceivePack(repository);
    receive.setBiDirectionalPipe(false);
    return receive;
  }

  @Override
  public void close() {
    server.close();
    RepositoryCache.clear();
  }
}
