CREATE TABLE [t] ([id] INTEGER PRIMARY KEY, [a b] [varchar](20), [key] INT CONSTRAINT [c d] CHECK ([key] > 0));
CREATE INDEX [i j] ON [t] ([a b]);
CREATE VIEW [v w] AS SELECT [a b] FROM [t];
