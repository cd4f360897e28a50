package ai.ecode.audit;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A small map as JSON in a text column.
@Converter
public class JsonObject implements AttributeConverter<Map<String, Object>, String> {

    /// Made at its first use: the container loads this class on threads that do not find the provider.
    private static final class Binding {
        static final Jsonb JSON = JsonbBuilder.create();
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Map<String, Object> map) {
        return map == null ? null : Binding.JSON.toJson(map);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Map<String, Object> convertToEntityAttribute(@Nullable String json) {
        return json == null ? null : Binding.JSON.fromJson(json, LinkedHashMap.class);
    }
}
