#include "runtime/command_line/offline_digest.hpp"

namespace varve::detail {

// A round takes three rows of the recursion, so that no expression is written twice: p = 0 makes the next
// word of the message schedule, 1 the two temporary words, 2 the new state; 3 ends a block. SQLite has no
// XOR: of three words it is their sum less twice their majority.
std::string_view offline_digest_sql() {
    return R"sql(CREATE TEMP TABLE varve_part(n INTEGER PRIMARY KEY, value);
CREATE TEMP TABLE varve_message(bytes BLOB NOT NULL);
CREATE TEMP TABLE varve_round(n INTEGER PRIMARY KEY, k INTEGER NOT NULL);
INSERT INTO temp.varve_round VALUES
  (0, 1116352408), (1, 1899447441), (2, 3049323471), (3, 3921009573), (4, 961987163), (5, 1508970993),
  (6, 2453635748), (7, 2870763221), (8, 3624381080), (9, 310598401), (10, 607225278), (11, 1426881987),
  (12, 1925078388), (13, 2162078206), (14, 2614888103), (15, 3248222580), (16, 3835390401), (17, 4022224774),
  (18, 264347078), (19, 604807628), (20, 770255983), (21, 1249150122), (22, 1555081692), (23, 1996064986),
  (24, 2554220882), (25, 2821834349), (26, 2952996808), (27, 3210313671), (28, 3336571891), (29, 3584528711),
  (30, 113926993), (31, 338241895), (32, 666307205), (33, 773529912), (34, 1294757372), (35, 1396182291),
  (36, 1695183700), (37, 1986661051), (38, 2177026350), (39, 2456956037), (40, 2730485921), (41, 2820302411),
  (42, 3259730800), (43, 3345764771), (44, 3516065817), (45, 3600352804), (46, 4094571909), (47, 275423344),
  (48, 430227734), (49, 506948616), (50, 659060556), (51, 883997877), (52, 958139571), (53, 1322822218),
  (54, 1537002063), (55, 1747873779), (56, 1955562222), (57, 2024104815), (58, 2227730452), (59, 2361852424),
  (60, 2428436474), (61, 2756734187), (62, 3204031479), (63, 3329325298);
CREATE TEMP VIEW varve_padded AS
  WITH framed(bytes) AS (
    SELECT group_concat(printf('%02X%02X%02X%02X00000000', size & 255, (size >> 8) & 255, (size >> 16) & 255,
        size >> 24) || hex(value), '')
    FROM (SELECT value, length(CAST(value AS BLOB)) AS size FROM temp.varve_part ORDER BY n))
  SELECT CAST(bytes || '80' || hex(zeroblob((119 - length(bytes) / 2 % 64) % 64))
      || printf('%016X', length(bytes) * 4) AS BLOB) AS bytes
  FROM framed;
CREATE TEMP VIEW varve_digest AS
  WITH RECURSIVE turn(i, p, t, u, a, b, c, d, e, f, g, h, s0, s1, s2, s3, s4, s5, s6, s7, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10,
      w11, w12, w13, w14, w15, w16) AS (
    SELECT 0, 0, 0, 0, 1779033703, 3144134277, 1013904242, 2773480762, 1359893119, 2600822924, 528734635, 1541459225,
      1779033703, 3144134277, 1013904242, 2773480762, 1359893119, 2600822924, 528734635, 1541459225, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    UNION ALL
    SELECT
      CASE p WHEN 2 THEN i + 1 ELSE i END,
      CASE p WHEN 2 THEN CASE i % 64 WHEN 63 THEN 3 ELSE 0 END WHEN 3 THEN 0 ELSE p + 1 END,
      CASE p WHEN 1 THEN (h + ((((e >> 6) | (e << 26)) & 4294967295) + (((e >> 11) | (e << 21)) & 4294967295) + (((e
        >> 25) | (e << 7)) & 4294967295) - 2 * (((((e >> 6) | (e << 26)) & 4294967295) & (((e >> 11) | (e << 21)) &
        4294967295)) | ((((e >> 6) | (e << 26)) & 4294967295) & (((e >> 25) | (e << 7)) & 4294967295)) | ((((e >> 11)
        | (e << 21)) & 4294967295) & (((e >> 25) | (e << 7)) & 4294967295)))) + ((e & f) | (~e & g)) + (SELECT k FROM
        temp.varve_round WHERE n = i % 64) + w1) & 4294967295 ELSE t END,
      CASE p WHEN 1 THEN (((((a >> 2) | (a << 30)) & 4294967295) + (((a >> 13) | (a << 19)) & 4294967295) + (((a >>
        22) | (a << 10)) & 4294967295) - 2 * (((((a >> 2) | (a << 30)) & 4294967295) & (((a >> 13) | (a << 19)) &
        4294967295)) | ((((a >> 2) | (a << 30)) & 4294967295) & (((a >> 22) | (a << 10)) & 4294967295)) | ((((a >> 13)
        | (a << 19)) & 4294967295) & (((a >> 22) | (a << 10)) & 4294967295)))) + ((a & b) | (a & c) | (b & c))) &
        4294967295 ELSE u END,
      CASE p WHEN 2 THEN (t + u) & 4294967295 WHEN 3 THEN (a + s0) & 4294967295 ELSE a END,
      CASE p WHEN 2 THEN a WHEN 3 THEN (b + s1) & 4294967295 ELSE b END,
      CASE p WHEN 2 THEN b WHEN 3 THEN (c + s2) & 4294967295 ELSE c END,
      CASE p WHEN 2 THEN c WHEN 3 THEN (d + s3) & 4294967295 ELSE d END,
      CASE p WHEN 2 THEN (d + t) & 4294967295 WHEN 3 THEN (e + s4) & 4294967295 ELSE e END,
      CASE p WHEN 2 THEN e WHEN 3 THEN (f + s5) & 4294967295 ELSE f END,
      CASE p WHEN 2 THEN f WHEN 3 THEN (g + s6) & 4294967295 ELSE g END,
      CASE p WHEN 2 THEN g WHEN 3 THEN (h + s7) & 4294967295 ELSE h END,
      CASE p WHEN 3 THEN (a + s0) & 4294967295 ELSE s0 END,
      CASE p WHEN 3 THEN (b + s1) & 4294967295 ELSE s1 END,
      CASE p WHEN 3 THEN (c + s2) & 4294967295 ELSE s2 END,
      CASE p WHEN 3 THEN (d + s3) & 4294967295 ELSE s3 END,
      CASE p WHEN 3 THEN (e + s4) & 4294967295 ELSE s4 END,
      CASE p WHEN 3 THEN (f + s5) & 4294967295 ELSE s5 END,
      CASE p WHEN 3 THEN (g + s6) & 4294967295 ELSE s6 END,
      CASE p WHEN 3 THEN (h + s7) & 4294967295 ELSE s7 END,
      CASE WHEN p <> 0 THEN w1 WHEN i % 64 < 16 THEN ((instr(x'30313233343536373839414243444546', substr(bytes, i /
        64 * 128 + i % 64 * 8 + 1, 1)) - 1) << 28) + ((instr(x'30313233343536373839414243444546', substr(bytes, i / 64
        * 128 + i % 64 * 8 + 2, 1)) - 1) << 24) + ((instr(x'30313233343536373839414243444546', substr(bytes, i / 64 *
        128 + i % 64 * 8 + 3, 1)) - 1) << 20) + ((instr(x'30313233343536373839414243444546', substr(bytes, i / 64 *
        128 + i % 64 * 8 + 4, 1)) - 1) << 16) + ((instr(x'30313233343536373839414243444546', substr(bytes, i / 64 *
        128 + i % 64 * 8 + 5, 1)) - 1) << 12) + ((instr(x'30313233343536373839414243444546', substr(bytes, i / 64 *
        128 + i % 64 * 8 + 6, 1)) - 1) << 8) + ((instr(x'30313233343536373839414243444546', substr(bytes, i / 64 * 128
        + i % 64 * 8 + 7, 1)) - 1) << 4) + ((instr(x'30313233343536373839414243444546', substr(bytes, i / 64 * 128 + i
        % 64 * 8 + 8, 1)) - 1) << 0) ELSE (((((w2 >> 17) | (w2 << 15)) & 4294967295) + (((w2 >> 19) | (w2 << 13)) &
        4294967295) + (w2 >> 10) - 2 * (((((w2 >> 17) | (w2 << 15)) & 4294967295) & (((w2 >> 19) | (w2 << 13)) &
        4294967295)) | ((((w2 >> 17) | (w2 << 15)) & 4294967295) & (w2 >> 10)) | ((((w2 >> 19) | (w2 << 13)) &
        4294967295) & (w2 >> 10)))) + w7 + ((((w15 >> 7) | (w15 << 25)) & 4294967295) + (((w15 >> 18) | (w15 << 14)) &
        4294967295) + (w15 >> 3) - 2 * (((((w15 >> 7) | (w15 << 25)) & 4294967295) & (((w15 >> 18) | (w15 << 14)) &
        4294967295)) | ((((w15 >> 7) | (w15 << 25)) & 4294967295) & (w15 >> 3)) | ((((w15 >> 18) | (w15 << 14)) &
        4294967295) & (w15 >> 3)))) + w16) & 4294967295 END,
      CASE p WHEN 0 THEN w1 ELSE w2 END,
      CASE p WHEN 0 THEN w2 ELSE w3 END,
      CASE p WHEN 0 THEN w3 ELSE w4 END,
      CASE p WHEN 0 THEN w4 ELSE w5 END,
      CASE p WHEN 0 THEN w5 ELSE w6 END,
      CASE p WHEN 0 THEN w6 ELSE w7 END,
      CASE p WHEN 0 THEN w7 ELSE w8 END,
      CASE p WHEN 0 THEN w8 ELSE w9 END,
      CASE p WHEN 0 THEN w9 ELSE w10 END,
      CASE p WHEN 0 THEN w10 ELSE w11 END,
      CASE p WHEN 0 THEN w11 ELSE w12 END,
      CASE p WHEN 0 THEN w12 ELSE w13 END,
      CASE p WHEN 0 THEN w13 ELSE w14 END,
      CASE p WHEN 0 THEN w14 ELSE w15 END,
      CASE p WHEN 0 THEN w15 ELSE w16 END
    FROM turn, temp.varve_message WHERE NOT (p = 0 AND i = length(bytes) / 2))
  SELECT printf('%08x%08x%08x%08x%08x%08x%08x%08x', s0, s1, s2, s3, s4, s5, s6, s7) AS digest
  FROM turn, temp.varve_message WHERE p = 0 AND i = length(bytes) / 2;
)sql";
}

}  // namespace varve::detail
