package ai.ecode.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.ecode.web.page.StaticFile.Encoding;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaticFileTest {

    @Test
    void theBestAcceptedEncodingComesFirst() {
        assertEquals(
                List.of(Encoding.BR, Encoding.GZIP, Encoding.IDENTITY),
                Encoding.acceptedBy("gzip, deflate, br, zstd"));
    }

    @Test
    void anEncodingOfQualityZeroIsNotSent() {
        assertEquals(
                List.of(Encoding.GZIP, Encoding.IDENTITY),
                Encoding.acceptedBy("gzip;q=0.8, br;q=0"));
    }

    @Test
    void withoutTheHeaderNothingIsCompressed() {
        assertEquals(List.of(Encoding.IDENTITY), Encoding.acceptedBy(null));
    }

    @Test
    void anUnknownEndingIsBytes() {
        assertEquals("application/octet-stream", StaticFile.type("/assets/x.exe"));
        assertEquals("text/javascript;charset=UTF-8", StaticFile.type("/assets/x.JS"));
    }
}
