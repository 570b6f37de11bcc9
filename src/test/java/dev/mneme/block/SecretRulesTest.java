package dev.mneme.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All secrets here are put together at run time: no file of ours may hold what looks like one. */
class SecretRulesTest {
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";
  private static final String LETTERS = UPPER + UPPER.toLowerCase(Locale.ROOT);
  private static final String WORD = LETTERS + DIGITS;
  private static final String DASHES = "-".repeat(5);

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);

  static Stream<Arguments> secrets() {
    SecretRulesTest of = new SecretRulesTest();
    return Stream.of(
        Arguments.of("private-key", of.privateKey("")),
        Arguments.of("private-key", of.privateKey("RSA ")),
        Arguments.of("private-key", of.privateKey("EC ")),
        Arguments.of("private-key", of.privateKey("OPENSSH ")),
        Arguments.of("private-key", of.privateKey("ENCRYPTED ")),
        Arguments.of("private-key", of.privateKey("RSA ").replace("\n", "\\n")),
        Arguments.of("private-key", of.privateKey("RSA ").replace("\n", "\n    ")),
        Arguments.of("private-key", of.privateKey("RSA ").replace("\n", "\n> ")),
        Arguments.of("private-key", of.withKeyHeaders()),
        Arguments.of("aws-access-key", "AK" + "IA" + of.some(16, UPPER + "234567")),
        Arguments.of("aws-access-key", "AS" + "IA" + of.some(16, UPPER + "234567")),
        Arguments.of("aws-access-key", "AK" + "IA" + "IOSFODNN7" + "EXAMPLE"),
        Arguments.of("aws-secret-key", "aws_secret_access_key = " + of.some(40, WORD + "/+")),
        Arguments.of("aws-secret-key", "AWS_SECRET_ACCESS_KEY=" + of.some(40, WORD + "/+")),
        Arguments.of("aws-secret-key", "\"SecretAccessKey\": \"" + of.some(40, WORD) + "\""),
        Arguments.of("aws-secret-key", "awsSecretAccessKey: " + of.some(40, WORD)),
        Arguments.of("github-token", "gh" + "p_" + of.some(36, WORD)),
        Arguments.of("github-token", "gh" + "o_" + of.some(36, WORD)),
        Arguments.of("github-token", "gh" + "s_" + of.some(36, WORD)),
        Arguments.of(
            "github-token", "github" + "_pat_" + of.some(22, WORD) + "_" + of.some(59, WORD)),
        Arguments.of("gitlab-token", "gl" + "pat-" + of.some(20, WORD + "_-")),
        Arguments.of("gitlab-token", "gl" + "rt-" + of.some(20, WORD + "_-")),
        Arguments.of(
            "slack-token",
            "xo"
                + "xb-"
                + of.some(12, DIGITS)
                + "-"
                + of.some(12, DIGITS)
                + "-"
                + of.some(24, WORD)),
        Arguments.of("slack-token", "xa" + "pp-1-A" + of.some(30, UPPER + DIGITS)),
        Arguments.of(
            "slack-webhook",
            "https://hooks.slack.com/"
                + "services/T"
                + of.some(8, UPPER)
                + "/B"
                + of.some(8, UPPER)
                + "/"
                + of.some(24, WORD)),
        Arguments.of("google-api-key", "AI" + "za" + of.some(35, WORD + "_-")),
        Arguments.of("google-client-secret", "GOC" + "SPX-" + of.some(28, WORD + "_-")),
        Arguments.of("gcp-service-account", of.serviceAccount()),
        Arguments.of("azure-storage-key", "Account" + "Key=" + of.some(86, WORD + "+/") + "=="),
        Arguments.of("stripe-key", "sk_" + "live_" + of.some(24, WORD)),
        Arguments.of("stripe-key", "rk_" + "live_" + of.some(99, WORD)),
        Arguments.of("npm-token", "np" + "m_" + of.some(36, WORD)),
        Arguments.of("pypi-token", "py" + "pi-AgEIcHlwaS5vcmc" + of.some(100, WORD + "_-")),
        Arguments.of("anthropic-key", "sk-" + "ant-api03-" + of.some(95, WORD + "_-")),
        Arguments.of("openai-key", "sk-" + "proj-" + of.some(120, WORD + "_-")),
        Arguments.of("openai-key", "sk-" + of.some(20, WORD) + "T3Blb" + "kFJ" + of.some(20, WORD)),
        Arguments.of("letta-key", "sk-" + "let-" + of.some(60, WORD + "+/")),
        Arguments.of("huggingface-token", "h" + "f_" + of.some(34, LETTERS)),
        Arguments.of("sendgrid-key", "S" + "G." + of.some(22, WORD) + "." + of.some(43, WORD)),
        Arguments.of("digitalocean-token", "dop" + "_v1_" + of.some(64, "0123456789abcdef")));
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void secretIsFoundWithItsRuleAndLineAndNeverShown(String rule, String secret) {
    String text = "first line\nsecond: \"" + secret + "\"\nlast";

    var findings = judge(RulesMode.STANDARD, Door.PUSH, false, added(text));

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().rule()).isEqualTo("secrets/" + rule);
    assertThat(findings.getFirst().line()).isEqualTo(2);
    assertThat(findings.getFirst().severity()).isEqualTo(Severity.REJECTED);
    assertThat(findings.getFirst().toString())
        .doesNotContain(secret.substring(secret.length() - 12))
        .endsWith("Remove it, or push with -o mneme.allow-secrets");
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void secretIsFoundAtTheEdgesOfTheText(String rule, String secret) {
    assertThat(SecretRules.scan(secret)).map(Secret::rule).containsExactly("secrets/" + rule);
    assertThat(SecretRules.scan("`" + secret + "`.")).hasSize(1);
  }

  /** What stands in honest memories. */
  static Stream<String> harmless() {
    SecretRulesTest of = new SecretRulesTest();
    return Stream.of(
        "",
        "A key begins with " + DASHES + "BEGIN RSA PRIVATE " + "KEY" + DASHES + " and a body.",
        DASHES + "BEGIN PRIVATE " + "KEY" + DASHES + "\n<your key>\n",
        DASHES + "BEGIN PUBLIC KEY" + DASHES + "\n" + of.some(64, WORD),
        DASHES + "BEGIN CERTIFICATE" + DASHES + "\n" + of.some(64, WORD),
        "AK" + "IA" + "X".repeat(16),
        "AK" + "IA" + of.some(17, UPPER),
        "X" + "AK" + "IA" + of.some(16, UPPER),
        "gh" + "p_" + "x".repeat(36),
        "gh" + "p_short",
        "export GITHUB_TOKEN=gh" + "p_...",
        "gl" + "pat-" + "x".repeat(20),
        "xo" + "xb-your-token",
        "xo" + "xb-" + "0".repeat(40),
        "AI" + "za" + of.some(10, WORD),
        "sk_" + "test_" + of.some(24, WORD),
        "sk_" + "live_...",
        "task-" + "proj-" + of.some(60, WORD),
        "risk-" + "ant-api03-" + of.some(60, WORD),
        "npm_config_registry=https://registry.example.org/npm_config_registry",
        "aws_secret_access_key = <secret>",
        "aws_secret_access_key = ${SECRET}",
        "commit " + of.some(40, "0123456789abcdef"),
        "sha256:" + of.some(64, "0123456789abcdef"),
        "agent-123e4567-e89b-42d3-8456-426614174000",
        "eyJhbGciOiJIUzI1NiJ9." + of.some(40, WORD) + "." + of.some(43, WORD),
        "data:image/png;base64," + of.some(2_000, WORD + "+/"));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void harmlessTextIsLeftAlone(String text) {
    assertThat(SecretRules.scan("before\n" + text + "\nafter")).isEmpty();
  }

  @Test
  void eachLineIsReportedOnceAndAFileNotWithoutEnd() {
    String key = "AK" + "IA" + some(16, UPPER);
    String line = key + " " + key + " gh" + "p_" + some(36, WORD) + "\n";

    assertThat(SecretRules.scan(line + "\n" + line)).map(Secret::line).containsExactly(1, 3);
    assertThat(SecretRules.scan(line.repeat(1_000))).hasSize(20);
  }

  @Test
  void ofSeveralSecretsEachIsNamedInOrder() {
    String text =
        privateKey("RSA ") + "\nnpm" + "_" + some(36, WORD) + "\nAK" + "IA" + some(16, UPPER);

    assertThat(SecretRules.scan(text))
        .map(Secret::rule)
        .containsExactly("secrets/private-key", "secrets/npm-token", "secrets/aws-access-key");
  }

  @Test
  void overrideTurnsTheRefusalIntoAWarningInStandardModeOnly() {
    var file = added("gh" + "p_" + some(36, WORD));

    var standard = judge(RulesMode.STANDARD, Door.PUSH, true, file);
    var strict = judge(RulesMode.STRICT, Door.PUSH, true, file);

    assertThat(standard).map(Finding::severity).containsExactly(Severity.WARNING);
    assertThat(standard.getFirst().message()).endsWith("Let through, as asked");
    assertThat(strict).map(Finding::severity).containsExactly(Severity.REJECTED);
    assertThat(strict.getFirst().message()).doesNotContain("allow");
  }

  @Test
  void remedyNamesTheOverrideOfTheDoor() {
    var file = added("gh" + "p_" + some(36, WORD));

    assertThat(judge(RulesMode.STANDARD, Door.REST, false, file).getFirst().message())
        .endsWith("send the header Mneme-Allow-Secrets: true");
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void secretsAreFoundInEveryFileOfEveryBranch(Scope scope) {
    String text = "gh" + "p_" + some(36, WORD);
    var files =
        Stream.of("system/x.md", ".env", "skills/x/run.sh", ".letta/config.json")
            .map(path -> ChangedFile.added(path, text(text)))
            .toList();
    var context = RulesContext.of(RulesMode.STRICT, Door.PUSH).withScope(scope);

    assertThat(BlockRules.judge(context, files, TreeFacts.NONE))
        .filteredOn(finding -> finding.rule().startsWith("secrets/"))
        .map(Finding::path)
        .containsExactlyElementsOf(files.stream().map(ChangedFile::path).toList());
  }

  @Test
  void secretThatWasThereBeforeIsNotAskedForAgain() {
    String old = "gh" + "p_" + some(36, WORD);
    String added = "gh" + "p_" + some(36, WORD);
    var edited = ChangedFile.changed("x.txt", text(old), text("more\n" + old));
    var replaced = ChangedFile.changed("x.txt", text(old), text(old + "\n" + added));

    assertThat(judge(RulesMode.STRICT, Door.PUSH, false, edited)).isEmpty();
    assertThat(judge(RulesMode.STRICT, Door.PUSH, false, replaced))
        .map(Finding::line)
        .containsExactly(2);
  }

  @Test
  void anotherPrivateKeyIsNotTakenForTheOldOne() {
    String head = some(40, WORD);
    String old = keyOf("RSA ", head + some(24, WORD));
    String added = keyOf("RSA ", head + some(24, WORD));

    assertThat(
            judge(
                RulesMode.STRICT,
                Door.PUSH,
                false,
                ChangedFile.changed("x.txt", text(old), text(added))))
        .hasSize(1);
  }

  @Test
  void secretsAreFoundInUtf16AndOtherEncodings() {
    String secret = "gh" + "p_" + some(36, WORD);

    for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1)) {
      byte[] bytes = ("é\n" + secret + "\n").getBytes(charset);
      assertThat(SecretRules.scan(FileContent.of(bytes))).map(Secret::line).containsExactly(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void noTextMakesTheSearchSlow(int kind) {
    String piece =
        List.of(
                "AK" + "IA",
                "sk-" + "proj-",
                DASHES + "BEGIN RSA PRIVATE " + "KEY" + DASHES + "\n",
                DASHES + "BEGIN PRIVATE " + "KEY" + DASHES + "\nA: b\n\n",
                "\"private_key\": \"",
                "aws_secret_access_key = ")
            .get(kind);
    String text =
        (piece + " ".repeat(kind * 50)).repeat((1 << 20) / piece.length() / (kind * 5 + 1));

    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> SecretRules.scan(text));
  }

  @Test
  void everyDetectorHasItsCase() {
    var covered =
        secrets().map(arguments -> (String) arguments.get()[0]).collect(Collectors.toSet());

    assertThat(SecretDetectors.ALL)
        .map(SecretDetector::id)
        .allSatisfy(id -> assertThat(covered).contains(id));
  }

  private static List<Finding> judge(RulesMode mode, Door door, boolean allowed, ChangedFile file) {
    var context = RulesContext.of(mode, door).withSecretsAllowed(allowed);
    return BlockRules.judge(context, List.of(file), TreeFacts.NONE);
  }

  private static ChangedFile added(String text) {
    return ChangedFile.added("notes.txt", text(text));
  }

  private static FileContent text(String text) {
    return FileContent.of(BlockFile.parse(text));
  }

  private String privateKey(String kind) {
    return keyOf(kind, some(64, WORD + "+/") + "\n" + some(64, WORD + "+/"));
  }

  private static String keyOf(String kind, String body) {
    String name = kind + "PRIVATE " + "KEY" + DASHES;
    return DASHES + "BEGIN " + name + "\n" + body + "\n" + DASHES + "END " + name;
  }

  private String withKeyHeaders() {
    String headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n";
    return keyOf("RSA ", headers + some(64, WORD));
  }

  private String serviceAccount() {
    String key = keyOf("", some(64, WORD) + "\n" + some(64, WORD)).replace("\n", "\\n");
    return "{\"type\": \"service_account\", \"private_key\": \"" + key + "\"}";
  }

  /** Random characters, each of which may come again. */
  private String some(int length, String alphabet) {
    return random
        .ints(length, 0, alphabet.length())
        .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
        .collect(Collectors.joining());
  }
}
