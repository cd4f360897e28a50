package ai.ecode.web.page;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sends a file of the archive in the best encoding that was prepared and is accepted.
final class StaticFile {

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html;charset=UTF-8"),
                    Map.entry("js", "text/javascript;charset=UTF-8"),
                    Map.entry("css", "text/css;charset=UTF-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("map", "application/json"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff", "font/woff"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("ttf", "font/ttf"),
                    Map.entry("wasm", "application/wasm"),
                    Map.entry("txt", "text/plain;charset=UTF-8"),
                    Map.entry("md", "text/plain;charset=UTF-8"));

    private StaticFile() {}

    /// False when there is no such file; nothing was sent then.
    static boolean send(
            HttpServlet servlet,
            HttpServletRequest request,
            HttpServletResponse response,
            String path)
            throws IOException {
        if (path.contains("..") || path.contains("/WEB-INF")) {
            return false;
        }
        ServletContext archive = servlet.getServletContext();
        for (Encoding encoding : Encoding.acceptedBy(request.getHeader("Accept-Encoding"))) {
            try (InputStream content = archive.getResourceAsStream(path + encoding.suffix())) {
                if (content != null) {
                    response.setContentType(type(path));
                    response.setHeader("Vary", "Accept-Encoding");
                    if (encoding != Encoding.IDENTITY) {
                        response.setHeader("Content-Encoding", encoding.token());
                    }
                    content.transferTo(response.getOutputStream());
                    return true;
                }
            }
        }
        return false;
    }

    static String type(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }

    /// A content coding of HTTP and the ending of files prepared in it, best first.
    enum Encoding {
        BR(".br"),
        GZIP(".gz"),
        IDENTITY("");

        private final String suffix;

        Encoding(String suffix) {
            this.suffix = suffix;
        }

        String suffix() {
            return suffix;
        }

        String token() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// What an `Accept-Encoding` header takes, best first; identity is always last.
        static List<Encoding> acceptedBy(@Nullable String header) {
            if (header == null) {
                return List.of(IDENTITY);
            }
            List<String> taken =
                    List.of(header.toLowerCase(Locale.ROOT).split(",")).stream()
                            .map(part -> part.strip().replace(" ", ""))
                            .filter(part -> !part.endsWith(";q=0") && !part.endsWith(";q=0.0"))
                            .map(part -> part.replaceFirst(";.*", ""))
                            .toList();
            return List.of(values()).stream()
                    .filter(encoding -> encoding == IDENTITY || taken.contains(encoding.token()))
                    .toList();
        }
    }
}
