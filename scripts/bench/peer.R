# A peer that waits. Reads one expression a line, evaluates it, answers "done", wall and CPU milliseconds (children among them),
# or "failed" and why. What packages print goes to stderr, so that stdout holds answers alone.
answers <- stdout()
sink(stderr())
input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  said <- tryCatch({
    expression <- parse(text = line)
    gc(verbose = FALSE)
    before <- proc.time()
    eval(expression, globalenv())
    took <- (proc.time() - before) * 1000
    sprintf("done %.3f %.3f", took[[3]], took[[1]] + took[[2]] + took[[4]] + took[[5]])
  }, error = function(e) paste("failed", gsub("\n", " ", conditionMessage(e))))
  cat(said, "\n", sep = "", file = answers)
  flush(answers)
}
