--@ grade loses chat_messages oauth_tokens
-- - table oauth_tokens
--@ lose oauth_tokens
DROP TABLE "oauth_tokens";

-- - table chat_messages
--@ lose chat_messages
DROP TABLE "chat_messages";
