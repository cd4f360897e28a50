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

    private static final Jsonb JSON = JsonbBuilder.create();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Map<String, Object> map) {
        return map == null ? null : JSON.toJson(map);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Map<String, Object> convertToEntityAttribute(@Nullable String json) {
        return json == null ? null : JSON.fromJson(json, LinkedHashMap.class);
    }
}
