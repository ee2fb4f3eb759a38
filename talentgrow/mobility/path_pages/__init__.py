"""What the path pages say: values ready for templates, small groups hidden."""
