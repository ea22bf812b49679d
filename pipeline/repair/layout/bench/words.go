package main

import "github.com/recto/recto/pipeline/repair/layout"

func wordsOf(lang string) layout.Words { return nil }
