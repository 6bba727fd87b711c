CREATE TABLE `t` (`id` integer PRIMARY KEY AUTOINCREMENT, `a b` varchar(20) NOT NULL, `key` int REFERENCES `t` (`id`));
CREATE UNIQUE INDEX `i` ON `t` (`a b`, `key`);
