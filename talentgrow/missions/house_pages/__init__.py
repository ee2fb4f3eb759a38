"""What HR sets about missions: rules, themes, the word before publishing."""
