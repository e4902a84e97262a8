"""What is written on a board, and the writing: plan, helper process, progress, first answer."""
