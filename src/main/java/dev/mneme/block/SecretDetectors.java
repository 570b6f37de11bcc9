package dev.mneme.block;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The kinds of secrets that are known with high confidence: a marker that stands in nothing else,
 * the length of the real thing, and enough different characters to be random.
 *
 * <p>Left out on purpose: JSON Web Tokens (most are short-lived or examples), passwords in URLs and
 * "anything random" (memories hold hashes and ids), and checksums where a format has one (its maker
 * promises none, and a token that fails it may still be one). Where two rules see the same place
 * the first counts, so the more exact stands first.
 */
final class SecretDetectors {
  /** Random text of such lengths has far more; templates and placeholders have fewer. */
  private static final int RANDOM = 8;

  /** What may stand between a name and its value in JSON, YAML, shell and INI. */
  private static final String IS = "[\"']?\\s{0,3}[:=]{1,2}\\s{0,3}[\"']?";

  /** The dashes are put on here, so that this file is not taken for a key itself. */
  private static final String DASHES = "-----";

  private static final String KEY_HEADER =
      DASHES + "BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?" + DASHES;

  /** Line breaks, also as JSON escapes them. */
  private static final String BREAK = "(?:\\s|\\\\r|\\\\n|>|\\|){0,200}+";

  static final List<SecretDetector> ALL =
      List.of(
          of("gcp-service-account", "the key of a Google service account")
              .at("\"private_key\"")
              .like("\"private_key\"\\s{0,3}:\\s{0,3}\"" + KEY_HEADER + "[^\"]{16,8000}+"),
          of("private-key", "a private key")
              .at(DASHES + "BEGIN ")
              .like(
                  KEY_HEADER
                      + BREAK
                      + "(?:[A-Za-z-]{3,20}: [^\\n\\\\]{0,200}"
                      + BREAK
                      + "){0,5}"
                      + "(?:[A-Za-z0-9+/=]{16,}+"
                      + BREAK
                      + "){1,200}+"),
          of("aws-access-key", "an AWS access key")
              .at("AKIA", "ASIA", "ABIA", "ACCA")
              .like("A[A-Z]{3}[A-Z0-9]{16}(?![A-Za-z0-9_])"),
          of("aws-secret-key", "an AWS secret key")
              .within(
                  "aws_secret_access_key",
                  "AWS_SECRET_ACCESS_KEY",
                  "SecretAccessKey",
                  "secretAccessKey")
              .like("[A-Za-z_]{15,21}" + IS + "[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"),
          of("github-token", "a GitHub token")
              .at("ghp_", "gho_", "ghu_", "ghs_", "ghr_")
              .like("gh[a-z]_[A-Za-z0-9]{36,255}+(?!_)"),
          of("github-token", "a GitHub token")
              .at("github_pat_")
              .like("github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}(?![A-Za-z0-9_])"),
          of("gitlab-token", "a GitLab token")
              .at("glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-", "glagent-", "gloas-")
              .like("gl[a-z]{2,5}-[A-Za-z0-9_-]{20,300}+"),
          of("slack-token", "a Slack token")
              .at("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-")
              .like("x[a-z]{3}-[0-9A-Z][0-9A-Za-z-]{23,300}+"),
          of("slack-webhook", "a Slack webhook")
              .at("hooks.slack.com/services/")
              .like("hooks\\.slack\\.com/services/T\\w{6,15}/B\\w{6,15}/[A-Za-z0-9]{20,40}"),
          of("google-api-key", "a Google API key")
              .at("AIza")
              .like("AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
          of("google-client-secret", "a Google OAuth client secret")
              .at("GOCSPX-")
              .like("GOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])"),
          of("azure-storage-key", "the key of an Azure storage account")
              .at("AccountKey=")
              .like("AccountKey=[A-Za-z0-9+/]{86}=="),
          of("stripe-key", "a live Stripe key")
              .at("sk_live_", "rk_live_")
              .like("[a-z]{2}_live_[A-Za-z0-9]{20,250}+"),
          of("npm-token", "an npm token").at("npm_").like("npm_[A-Za-z0-9]{36}(?![A-Za-z0-9_])"),
          of("pypi-token", "a PyPI token").at("pypi-AgE").like("pypi-AgE[A-Za-z0-9_-]{50,500}+"),
          of("anthropic-key", "an Anthropic key")
              .at("sk-ant-")
              .like("sk-ant-[a-z]{2,10}[0-9]{2}-[A-Za-z0-9_-]{32,300}+"),
          of("openai-key", "an OpenAI key")
              .at("sk-proj-", "sk-svcacct-", "sk-admin-")
              .like("sk-[a-z]{4,8}-[A-Za-z0-9_-]{40,300}+"),
          of("openai-key", "an OpenAI key")
              .at("sk-")
              .like("sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}"),
          of("letta-key", "a Letta key").at("sk-let-").like("sk-let-[A-Za-z0-9+/=_-]{40,300}+"),
          of("huggingface-token", "a Hugging Face token")
              .at("hf_")
              .like("hf_[A-Za-z]{34}(?![A-Za-z0-9_])"),
          of("sendgrid-key", "a SendGrid key")
              .at("SG.")
              .like("SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"),
          of("digitalocean-token", "a DigitalOcean token")
              .at("dop_v1_", "doo_v1_", "dor_v1_")
              .like("do[a-z]_v1_[a-f0-9]{64}"));

  private SecretDetectors() {}

  private static Draft of(String id, String name) {
    return new Draft(id, name, List.of(), true);
  }

  private record Draft(String id, String name, List<String> anchors, boolean standsAlone) {
    /** Begins with one of these, and no letter stands before it. */
    Draft at(String... constants) {
      return new Draft(id, name, List.of(constants), true);
    }

    /** Begins with one of these, which may be the end of a longer name. */
    Draft within(String... constants) {
      return new Draft(id, name, List.of(constants), false);
    }

    SecretDetector like(String regex) {
      return new SecretDetector(id, name, anchors, standsAlone, Pattern.compile(regex), RANDOM);
    }
  }
}
