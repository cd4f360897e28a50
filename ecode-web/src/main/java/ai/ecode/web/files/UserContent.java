package ai.ecode.web.files;

import ai.ecode.files.FilePath;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a user's file is sent to a browser on the platform's own origin: nothing in it runs, nothing is guessed, and only
/// what cannot run is shown at all.
final class UserContent {

    private static final String UNKNOWN = "application/octet-stream";

    /// What a browser only draws or plays.
    private static final Map<String, String> SHOWN =
            Map.ofEntries(
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("avif", "image/avif"),
                    Map.entry("bmp", "image/bmp"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("ogg", "audio/ogg"),
                    Map.entry("wav", "audio/wav"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("webm", "video/webm"));

    private static final Map<String, String> DOWNLOADED =
            Map.ofEntries(
                    Map.entry("html", "text/html"),
                    Map.entry("htm", "text/html"),
                    Map.entry("xhtml", "application/xhtml+xml"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("xml", "application/xml"),
                    Map.entry("css", "text/css"),
                    Map.entry("js", "text/javascript"),
                    Map.entry("mjs", "text/javascript"),
                    Map.entry("json", "application/json"),
                    Map.entry("wasm", "application/wasm"),
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("zip", "application/zip"),
                    Map.entry("gz", "application/gzip"),
                    Map.entry("tgz", "application/gzip"));

    private static final Set<String> TEXT =
            Set.of(
                    "txt",
                    "md",
                    "py",
                    "java",
                    "c",
                    "h",
                    "cpp",
                    "hpp",
                    "cc",
                    "ts",
                    "tsx",
                    "jsx",
                    "sh",
                    "bash",
                    "toml",
                    "yml",
                    "yaml",
                    "ini",
                    "cfg",
                    "conf",
                    "csv",
                    "tsv",
                    "log",
                    "sql",
                    "go",
                    "rs",
                    "rb",
                    "php",
                    "kt",
                    "swift",
                    "cs",
                    "r",
                    "lua",
                    "properties",
                    "gradle",
                    "gitignore",
                    "ecodeignore",
                    "dockerfile",
                    "makefile",
                    "rst",
                    "tex",
                    "vue",
                    "scss");

    private UserContent() {}

    static String type(FilePath path) {
        String extension = extension(path);
        if (TEXT.contains(extension)) {
            return "text/plain;charset=utf-8";
        }
        @Nullable String known = SHOWN.getOrDefault(extension, DOWNLOADED.get(extension));
        return known == null ? UNKNOWN : known;
    }

    static Response.ResponseBuilder guard(Response.ResponseBuilder response, FilePath path) {
        String extension = extension(path);
        boolean harmless = SHOWN.containsKey(extension) || TEXT.contains(extension);
        return response.header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header(
                        "Content-Disposition",
                        disposition(harmless ? "inline" : "attachment", path.name()));
    }

    /// RFC 6266: a plain name for old readers, the real one in RFC 8187 form.
    static String disposition(String kind, String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
        String real =
                URLEncoder.encode(name, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A");
        return "%s; filename=\"%s\"; filename*=UTF-8''%s".formatted(kind, plain, real);
    }

    private static String extension(FilePath path) {
        return path.name().substring(path.name().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
