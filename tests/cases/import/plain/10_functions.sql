UPDATE a SET y = fold_case(y);
