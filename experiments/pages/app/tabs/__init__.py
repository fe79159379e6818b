"""What the tabs of the live page show, each as a stream of answers that grow surer."""
