package org.socketlab.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.CharArrayWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One line of JSON, read into maps and lists, or written from a stream of fields. */
final class Json {
    /** How long a line may be, bytes. */
    static final int LONGEST_LINE = 16 << 20;

    private static final int DEEPEST = 32;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_LINE)
                    .maxDocumentLength(-1)
                    .build())
            .build();

    private Json() {}

    /** Writes one object. */
    interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    /** The text of one object, without a line's end. What UTF-8 cannot hold (a lone surrogate) becomes {@code ?}. */
    static String line(Writing writing) throws IOException {
        CharArrayWriter text = new CharArrayWriter(512);
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            writing.to(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** The object that the bytes are. */
    static Fields parse(byte[] bytes, int from, int length) throws Malformed {
        try (JsonParser parser = FACTORY.createParser(bytes, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Malformed(Malformed.Fault.JSON, "an object is expected");
            }
            Fields fields = object(parser);
            if (parser.nextToken() != null) {
                throw new Malformed(Malformed.Fault.JSON, "more than one object");
            }
            return fields;
        } catch (StreamConstraintsException e) {
            throw new Malformed(Malformed.Fault.DEEP, e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw new Malformed(Malformed.Fault.JSON, e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("an array of bytes is always readable", e);
        }
    }

    private static Fields object(JsonParser parser) throws IOException, Malformed {
        Map<String, Object> fields = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token != JsonToken.VALUE_NULL) {
                fields.put(name, value(parser, token));
            }
        }
        return new Fields(fields);
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException, Malformed {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    items.add(value(parser, next));
                }
                yield items;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new Malformed(Malformed.Fault.JSON, token.toString());
        };
    }
}
