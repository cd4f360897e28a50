package ai.ecode.audit;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A small map as a `jsonb` column, which the driver takes as text and gives as an object of its own whose text is the JSON.
@Converter
public class JsonObject implements AttributeConverter<Map<String, Object>, Object> {

    private static final Jsonb JSON = JsonbBuilder.create();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Map<String, Object> map) {
        return map == null ? null : JSON.toJson(map);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Map<String, Object> convertToEntityAttribute(@Nullable Object column) {
        return column == null ? null : JSON.fromJson(column.toString(), LinkedHashMap.class);
    }
}
